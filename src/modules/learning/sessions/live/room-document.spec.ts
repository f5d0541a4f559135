import * as Y from 'yjs';
import { RoomDocument } from './room-document.js';
import { FILES } from './update-reader.js';
import { processorTimeOf } from '../../../../../test/support/processor-time.js';

const anybody = () => true;
const OTHER = '0197f0a0-0000-7000-8000-000000000001';

function client(document: RoomDocument, clientID: number): { doc: Y.Doc; edits: Uint8Array[] } {
  const doc = Object.assign(new Y.Doc(), { clientID });
  Y.applyUpdate(doc, document.state);
  const edits: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => edits.push(update));
  return { doc, edits };
}
const textOf = (doc: Y.Doc) => doc.getText('text:main');

const varint = (value: number): number[] =>
  value < 128 ? [value] : [(value & 127) | 128, ...varint(Math.floor(value / 128))];

describe('the document of a room', () => {
  let document: RoomDocument;
  let base: Y.Doc;

  beforeEach(() => {
    document = new RoomDocument([RoomDocument.begun('main.py', '# Start coding here...\n')]);
    base = client(document, 19).doc;
  });

  it('begins with a file, and takes what people type', () => {
    const { doc, edits } = client(document, 20);
    textOf(doc).insert(0, 'a\u0000b');
    expect(document.takeIn(edits[0]!, anybody)).toEqual({ change: edits[0] });
    expect(document.takeIn(edits[0]!, anybody)).toEqual({ change: null });
    expect(document.files()).toEqual([{ id: 'main', path: 'main.py', content: 'a\u0000b# Start coding here...\n' }]);
  });

  it('is written by the server in the middle of what people type, and has files of gone ones for new ones', () => {
    const { doc, edits } = client(document, 20);
    const change = document.write(() => {
      document.setText('main', '# Start\r\ncoding\rhere\0\n');
      document.setPath('main', 'src/main.py');
    });
    textOf(doc).insert(0, 'typed\n');
    Y.applyUpdate(doc, change!);
    document.takeIn(edits[0]!, anybody);
    expect(document.files()).toEqual([
      { id: 'main', path: 'src/main.py', content: 'typed\n# Start\ncoding\nhere\0\n' },
    ]);
    expect(textOf(doc).toJSON()).toBe(document.textOf('main'));
    expect(document.write(() => document.setText('main', document.textOf('main')))).toBeNull();
    const ids: string[] = [];
    for (let made = 0; made < 99; made += 1)
      document.write(() => {
        ids.push(document.freeFileId()!);
        document.setPath(ids[made]!, `${made}.py`);
        document.setText(ids[made]!, 'x');
      });
    expect(document.freeFileId()).toBeNull();
    document.write(() => document.removeFile(ids[7]!));
    expect([document.freeFileId(), document.files().length]).toEqual([ids[7], 99]);
  });

  it('says how much text an edit puts into each file, as far as it is new and still there', () => {
    const { doc, edits } = client(document, 20);
    doc.transact(() => {
      textOf(doc).insert(0, 'abc');
      textOf(doc).insert(8, 'de');
      doc.getText(`text:${OTHER}`).insert(0, '👩‍💻');
    });
    document.takeIn(edits[0]!, anybody);
    expect([...document.lastInserted]).toEqual([
      ['main', 5],
      [OTHER, 5],
    ]);
    textOf(doc).insert(3, 'xyz');
    textOf(doc).delete(3, 1);
    document.takeIn(Y.encodeStateAsUpdate(doc), anybody);
    expect([...document.lastInserted]).toEqual([['main', 2]]);
    textOf(doc).delete(0, 2);
    document.takeIn(edits.at(-1)!, anybody);
    expect([...document.lastInserted]).toEqual([]);
    document.write(() => document.setText('main', `${document.textOf('main')}12345678`));
    expect([...document.lastInserted]).toEqual([['main', 8]]);
  });

  it('takes nothing new in the name of others, and what it knows of them', () => {
    const { doc, edits } = client(document, 20);
    textOf(doc).insert(0, 'mine');
    const own = (id: number) => id === 21;
    expect(document.takeIn(edits[0]!, own)).toEqual({ refusal: 'foreign_client' });
    document.takeIn(edits[0]!, anybody);
    expect(document.takeIn(edits[0]!, own)).toEqual({ change: null });
  });

  it.each(['an insertion', 'a deletion'])('has no gap for %s that comes before what it follows', (what) => {
    const [first, second] = [client(document, 20), client(document, 21)];
    textOf(first.doc).insert(0, 'one');
    Y.applyUpdate(second.doc, first.edits[0]!);
    if (what === 'an insertion') textOf(second.doc).insert(2, 'two');
    else textOf(second.doc).delete(1, 1);
    const later = second.edits.at(-1)!;
    expect(document.takeIn(later, anybody)).toEqual({ refusal: 'update_ahead' });
    expect(document.hasGaps).toBe(false);
    document.takeIn(first.edits[0]!, anybody);
    document.takeIn(later, anybody);
    expect(document.textOf('main')).toBe(textOf(second.doc).toJSON());
  });

  it('is refused what it has no place for, until something is deleted', () => {
    const { doc, edits } = client(document, 20);
    textOf(doc).insert(0, 'x'.repeat(900_000));
    textOf(doc).insert(0, 'y'.repeat(200_000));
    expect(document.takeIn(edits[0]!, anybody)).toMatchObject({ change: expect.anything() });
    expect(document.takeIn(edits[1]!, anybody)).toEqual({ refusal: 'document_too_large' });
    const other = client(document, 21);
    textOf(other.doc).delete(0, 800_000);
    textOf(other.doc).insert(0, 'y'.repeat(200_000));
    expect(other.edits.map((edit) => document.takeIn(edit, anybody))).not.toContainEqual({
      refusal: 'document_too_large',
    });
    expect(document.textOf('main')).toBe(textOf(other.doc).toJSON());
  });

  it('is the same when it is made of the changes again, whatever came twice', () => {
    const { doc, edits } = client(document, 20);
    const changes = [document.state];
    for (const part of ['a', 'b', 'c']) textOf(doc).insert(0, part);
    for (const edit of [...edits, Y.encodeStateAsUpdate(doc)]) {
      const applied = document.takeIn(edit, anybody);
      if ('change' in applied && applied.change) changes.push(applied.change);
    }
    expect(changes).toHaveLength(4);
    expect(new RoomDocument([Y.mergeUpdates(changes)]).state).toEqual(document.state);
  });

  it.each([
    ['one that was there in one piece', 1],
    ['one that was taken apart before', 2],
  ])('is not held up by parts that are put into ever wider gaps of a text, %s', (_what, times) => {
    const base = client(document, 99);
    textOf(base.doc).insert(0, 'b'.repeat(5_000));
    document.takeIn(base.edits[0]!, anybody);
    const wide = (parts: number, from: number) => {
      const bytes = Array.from({ length: parts }, (_, index) => [0x44, 99, ...varint(index * 5), 1, 120]).flat();
      return Uint8Array.from([1, ...varint(parts), 30, ...varint(from), ...bytes, 0]);
    };
    expect(document.takeIn(wide(5_000, 0), anybody)).toEqual({ refusal: 'update_too_large' });
    const took = processorTimeOf(() => {
      for (let time = 0, from = 0; time < 6 * times; time += 1) {
        const applied = document.takeIn(wide(150, from), anybody);
        if ('refusal' in applied) expect(applied).toEqual({ refusal: 'update_too_large' });
        else from += 150;
      }
    });
    expect(took / (6 * times)).toBeLessThan(100);
  });

  const string = (text: string) => [...varint(Buffer.byteLength(text)), ...Buffer.from(text)];
  /** An update with these parts of these clients, each part as bytes. */
  const update = (clients: [id: number, clock: number, ...parts: number[][]][], deletes: number[] = [0]) =>
    Uint8Array.from([
      clients.length,
      ...clients.flatMap(([id, clock, ...parts]) => [...[parts.length, id, clock].flatMap(varint), ...parts.flat()]),
      ...deletes,
    ]);
  const beside = (id: number, clock: number) => [...varint(id), ...varint(clock)];
  const textAfter = (id: number, clock: number, text: string) => [0x84, ...beside(id, clock), ...string(text)];
  const fileAfter = (id: number, clock: number, path: string) => [
    ...[0x88, ...beside(id, clock), 1, 118, 1, ...string('path'), 119, ...string(path)],
  ];
  const newFile = (id: string, path: string) => [
    ...[0x28, 1, ...string('files'), ...string(id), 1, 118, 1, ...string('path'), 119, ...string(path)],
  ];
  const files = (document: RoomDocument) => document.files().map(({ path }) => path);

  it.each<[string, () => Uint8Array, string]>([
    [
      'wait for each other',
      () =>
        update([
          [30, 0, textAfter(31, 0, 'p')],
          [31, 0, textAfter(30, 0, 'q')],
        ]),
      'malformed_update',
    ],
    [
      'wait for each other by a third',
      () =>
        update([
          [30, 0, textAfter(32, 0, 'p')],
          [31, 0, textAfter(30, 0, 'q')],
          [32, 0, textAfter(31, 0, 'r')],
        ]),
      'malformed_update',
    ],
    ['wait for what never came', () => update([[30, 0, textAfter(31, 0, 'p')]]), 'update_ahead'],
    ['put a file into a text', () => update([[30, 0, fileAfter(1, 5, 'a.py')]]), 'unsupported_update'],
    ['put text among the files', () => update([[30, 0, textAfter(1, 0, 'a')]]), 'unsupported_update'],
    [
      'put it there beside another new one',
      () => update([[30, 0, fileAfter(1, 0, 'a.py'), textAfter(30, 0, 'a')]]),
      'unsupported_update',
    ],
    [
      'are between a text and a file',
      () => update([[30, 0, [0xc4, ...beside(1, 0), ...beside(1, 5), ...string('a')]]]),
      'malformed_update',
    ],
    ['are nowhere', () => update([[30, 0, [0, 5]]]), 'unsupported_update'],
  ])('refuses parts that %s, and nothing waits', (_what, made, refusal) => {
    const before = document.state;
    expect(document.takeIn(made(), anybody)).toEqual({ refusal });
    expect([document.hasGaps, document.state]).toEqual([false, before]);
  });

  it('takes parts of several people that follow each other, in whatever order they come', () => {
    const [first, second] = [client(document, 20), client(document, 30)];
    for (let turn = 0; turn < 6; turn += 1) {
      const [from, to] = turn % 2 ? [second, first] : [first, second];
      textOf(from.doc).insert(Math.min(turn, textOf(from.doc).length), `${turn}`);
      Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc));
    }
    expect(document.takeIn(Y.encodeStateAsUpdate(first.doc), anybody)).toMatchObject({ change: expect.anything() });
    expect([document.textOf('main'), document.hasGaps]).toEqual([textOf(first.doc).toJSON(), false]);
  });

  it('refuses what says something else of what it has, and takes what was deleted since', () => {
    const [ada, forger] = [client(document, 20), client(document, 20)];
    textOf(ada.doc).insert(0, 'true');
    textOf(forger.doc).insert(0, 'forged');
    document.takeIn(ada.edits[0]!, anybody);
    const before = document.state;
    expect(document.takeIn(forger.edits[0]!, anybody)).toEqual({ refusal: 'edit_contradicts' });
    expect(document.state).toEqual(before);
    const other = client(document, 21);
    textOf(other.doc).delete(1, 2);
    document.takeIn(other.edits[0]!, anybody);
    expect(document.takeIn(ada.edits[0]!, anybody)).toEqual({ change: null });
    expect(document.textOf('main')).toMatch(/^te#/);
  });

  it('asks a client for the last of its own as well, and knows when more is said in its name than it has', () => {
    const { doc, edits } = client(document, 20);
    textOf(doc).insert(0, 'z'.repeat(300));
    document.takeIn(edits[0]!, anybody);
    const asked = (known?: number) => Y.decodeStateVector(document.stateVectorFor(20, known)).get(20);
    expect([asked(), asked(150), asked(50)]).toEqual([200, 50, undefined]);
    expect(Y.decodeStateVector(document.stateVectorFor(21)).get(20)).toBe(300);
    const lack = (clock: number) => document.lackOf(20, Y.encodeStateVector(new Map([[20, clock]])));
    expect([lack(0), lack(150), lack(300), lack(301)]).toEqual([null, 150, null, null]);
  });

  it('has its clients’ own deletions of unknown text, and none that others bring in their name', () => {
    const { doc, edits } = client(document, 20);
    textOf(doc).insert(0, 'abc');
    textOf(doc).delete(1, 1);
    const whole = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(base));
    expect(edits).toHaveLength(2);
    expect(document.takeIn(whole, (_id, isDeleted) => !isDeleted)).toEqual({ refusal: 'foreign_client' });
    expect(document.takeIn(whole, anybody)).toMatchObject({ change: expect.anything() });
  });

  it('takes many deletions together when it knows them, and has an end to parts', () => {
    const { doc, edits } = client(document, 20);
    const length = 240_000;
    textOf(doc).insert(0, 'z'.repeat(length));
    document.takeIn(edits[0]!, anybody);
    const deletion = (from: number, ranges: number) => [
      ...[1, 20, ...varint(ranges)],
      ...Array.from({ length: ranges }, (_, index) => [...varint(from + 2 * index), 1]).flat(),
    ];
    expect(document.takeIn(update([], deletion(0, 1_001)), anybody)).toEqual({ refusal: 'update_too_large' });
    let at = 0;
    let last: object = {};
    for (; at < length && !('refusal' in last); at += 2_000)
      last = document.takeIn(update([], deletion(at, 1_000)), anybody);
    expect([last, at < 130_000]).toEqual([{ refusal: 'document_too_large' }, true]);
    const other = client(document, 21);
    const allDeletions = Y.encodeStateAsUpdate(other.doc, Y.encodeStateVector(other.doc));
    expect(document.takeIn(allDeletions, anybody)).toEqual({ change: null });
    textOf(other.doc).insert(0, 'x');
    expect(document.takeIn(other.edits[0]!, anybody)).toEqual({ refusal: 'document_too_large' });
  });

  it('has at most a hundred files, each with a path of its own', () => {
    const id = (index: number) => `0197f0a0-0000-7000-8000-${String(index).padStart(12, '0')}`;
    const many = Array.from({ length: 100 }, (_, index) => newFile(id(index), `f${index}.py`));
    expect(document.takeIn(update([[30, 0, ...many]]), anybody)).toEqual({ refusal: 'too_many_files' });
    expect(document.takeIn(update([[30, 0, ...many.slice(0, 99)]]), anybody)).not.toHaveProperty('refusal');
    expect(document.takeIn(update([[30, 99, many[99]!]]), anybody)).toEqual({ refusal: 'too_many_files' });
    const map = (doc: Y.Doc) => doc.getMap(FILES);
    const other = client(document, 31);
    map(other.doc).set(id(0), { path: 'f1.py' });
    expect(document.takeIn(other.edits[0]!, anybody)).toEqual({ refusal: 'path_taken' });
    const ada = client(document, 32);
    ada.doc.transact(() => {
      map(ada.doc).delete(id(1));
      map(ada.doc).set(id(0), { path: 'f1.py' });
      map(ada.doc).set(id(200), { path: 'f0.py' });
    });
    expect(document.takeIn(ada.edits[0]!, anybody)).not.toHaveProperty('refusal');
    expect([files(document).length, new Set(files(document)).size]).toEqual([100, 100]);
  });

  it('is not held up by what two people said of one file again and again', () => {
    for (let from = 0; from < 25 * 450; from += 450) {
      const clocks = Array.from({ length: 450 }, (_, index) => from + index);
      const first = clocks.map((at) => (at === 0 ? newFile(OTHER, 'a.py') : fileAfter(42, at - 1, 'a.py')));
      const second = clocks.map((at) => fileAfter(40, at, 'a.py'));
      const told = update([
        [40, from, ...first],
        [42, from, ...second],
      ]);
      expect(document.takeIn(told, anybody)).not.toHaveProperty('refusal');
    }
    const another = update([[44, 0, newFile(OTHER, 'a.py')]]);
    expect(document.takeIn(another, anybody)).toEqual({ refusal: 'update_too_large' });
  });

  it('takes what somebody wrote in many places while others wrote there, too', () => {
    const [first, second] = [client(document, 20), client(document, 21)];
    for (let line = 0; line < 900; line += 1) textOf(first.doc).insert((line * 7) % (line + 1), '1');
    for (let line = 0; line < 900; line += 1) textOf(second.doc).insert((line * 5) % (line + 1), '2');
    for (const { doc } of [first, second])
      expect(document.takeIn(Y.encodeStateAsUpdate(doc, Y.encodeStateVector(base)), anybody)).toMatchObject({
        change: expect.anything(),
      });
    Y.applyUpdate(first.doc, document.state);
    expect(document.textOf('main')).toBe(textOf(first.doc).toJSON());
  });
});
