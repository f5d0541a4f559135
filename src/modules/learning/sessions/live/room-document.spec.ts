import * as Y from 'yjs';
import { RoomDocument } from './room-document.js';

const anybody = () => true;

function client(document: RoomDocument, clientID: number): { doc: Y.Doc; edits: Uint8Array[] } {
  const doc = Object.assign(new Y.Doc(), { clientID });
  Y.applyUpdate(doc, document.state);
  const edits: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => edits.push(update));
  return { doc, edits };
}
const textOf = (doc: Y.Doc) => doc.getText('text:main');

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
    const varint = (value: number): number[] =>
      value < 128 ? [value] : [(value & 127) | 128, ...varint(Math.floor(value / 128))];
    const base = client(document, 99);
    textOf(base.doc).insert(0, 'b'.repeat(5_000));
    document.takeIn(base.edits[0]!, anybody);
    const wide = (parts: number, from: number) => {
      const bytes = Array.from({ length: parts }, (_, index) => [0x44, 99, ...varint(index * 5), 1, 120]).flat();
      return Uint8Array.from([1, ...varint(parts), 30, ...varint(from), ...bytes, 0]);
    };
    expect(document.takeIn(wide(5_000, 0), anybody)).toEqual({ refusal: 'update_too_large' });
    const begun = performance.now();
    for (let time = 0, from = 0; time < 6 * times; time += 1) {
      const applied = document.takeIn(wide(150, from), anybody);
      if ('refusal' in applied) expect(applied).toEqual({ refusal: 'update_too_large' });
      else from += 150;
    }
    expect((performance.now() - begun) / (6 * times)).toBeLessThan(100);
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
