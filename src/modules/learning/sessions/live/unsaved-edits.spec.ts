import * as Y from 'yjs';
import type { LiveConnection } from './live-connection.js';
import { UnsavedEdits } from './unsaved-edits.js';

describe('edits that are not saved yet', () => {
  const ada = { id: 'ada', name: 'Ada', color: '#1971c2' };
  const connection = {} as LiveConnection;
  const doc = new Y.Doc();
  const edits: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => edits.push(update));
  for (const text of ['one ', 'two ', 'three ']) doc.getText('text:main').insert(0, text);
  const share = { userId: 'ada', isGuest: false, edits: 1, characters: 4 };
  const paste = (length: number) => ({ person: ada, fileId: 'main', path: 'main.py', length, way: 'at_once' as const });

  it('are all there, in order, after they could not be saved', () => {
    const unsaved = new UnsavedEdits();
    expect(unsaved.isEmpty).toBe(true);
    unsaved.add(edits[0]!, share);
    unsaved.note(paste(200));
    unsaved.acknowledgeLater(connection, 1);
    const batch = unsaved.take();
    expect([unsaved.isEmpty, unsaved.bytes]).toEqual([true, edits[0]!.length]);
    for (const edit of edits.slice(1)) unsaved.add(edit, share);
    unsaved.note(paste(300));
    unsaved.acknowledgeLater(connection, 3);
    unsaved.putBack(batch);
    const all = unsaved.take();
    expect(all.shares).toEqual([{ ...share, edits: 3, characters: 12 }]);
    expect(all.pastes.map(({ length }) => length)).toEqual([200, 300]);
    expect([...all.numbers]).toEqual([[connection, 3]]);
    const rebuilt = new Y.Doc();
    Y.applyUpdate(rebuilt, all.change!);
    expect(rebuilt.getText('text:main').toJSON()).toBe('three two one ');
    unsaved.measure();
    expect(unsaved.bytes).toBe(0);
  });
});
