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

  beforeEach(() => {
    document = new RoomDocument([RoomDocument.begun('main.py', '# Start coding here...\n')]);
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
});
