import * as Y from 'yjs';
import { type Cursor, Cursors, cursorAt } from './cursors.ts';
import { addFile, deleteFile, filesOf, pathFault, renameFile, textOf } from './files.ts';

function opened(): Y.Doc {
  const doc = new Y.Doc();
  doc.getMap('files').set('main', { path: 'main.py' });
  return doc;
}

it('makes, renames and deletes files, and has the first one first', () => {
  const doc = opened();
  const id = addFile(doc, 'a.py');
  textOf(doc, id).insert(0, 'x = 1');
  expect(filesOf(doc)).toEqual([
    { id: 'main', path: 'main.py' },
    { id, path: 'a.py' },
  ]);
  renameFile(doc, id, 'lib/a.py');
  expect(filesOf(doc)[1]).toEqual({ id, path: 'lib/a.py' });
  deleteFile(doc, id);
  expect(filesOf(doc)).toHaveLength(1);
  expect(textOf(doc, id).length).toBe(0);
});

it.each([
  ['tools.py', null],
  ['lib/my tools.py', null],
  ['main.py', 'taken'],
  ['', 'empty'],
  ['../a.py', 'invalid'],
  ['/a.py', 'invalid'],
  ['.env', 'invalid'],
  ['a.py ', 'invalid'],
  ['é'.repeat(46), 'long'],
])('what is wrong with %j: %s', (path, fault) => {
  expect(pathFault(filesOf(opened()), path)).toBe(fault);
});

it('lets a file keep its own name', () => {
  expect(pathFault(filesOf(opened()), 'main.py', 'main')).toBeNull();
});

it('knows where a cursor is in a file of somebody else that nobody here has looked into', () => {
  const [theirs, ours] = [opened(), new Y.Doc()];
  const id = addFile(theirs, 'a.py');
  textOf(theirs, id).insert(0, 'x = 1');
  Y.applyUpdate(ours, Y.encodeStateAsUpdate(theirs));
  filesOf(ours);
  const place = new Cursors(ours).placeOf(cursorAt(textOf(theirs, id), 2, 2));
  expect(place).toEqual({ text: textOf(ours, id), anchor: 2, head: 2 });
  for (const nowhere of [{}, null, { item: { client: 1, clock: 2 ** 31 } }, { type: { client: 77, clock: 1 } }])
    expect(new Cursors(ours).placeOf({ anchor: nowhere, head: nowhere } as unknown as Cursor)).toBeNull();
});
