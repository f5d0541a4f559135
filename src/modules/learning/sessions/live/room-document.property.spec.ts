import fc from 'fast-check';
import * as Y from 'yjs';
import { RoomDocument } from './room-document.js';
import { FILES } from './update-reader.js';

const OTHER = '0197f0a0-0000-7000-8000-000000000001';
const anybody = () => true;

type Edit = readonly [who: number, at: number, deleted: number, text: string];
const edits = fc.array(
  fc.tuple(
    fc.nat({ max: 2 }),
    fc.nat({ max: 30 }),
    fc.nat({ max: 3 }),
    fc.string({ unit: 'binary', maxLength: 8 }).map((text) => text.replaceAll('\r', '\n')),
  ),
  { maxLength: 40 },
);

/** Three people who type into a room, hear of each other now and then, and say everything again. */
function play(list: readonly Edit[]): { room: RoomDocument; documents: Y.Doc[]; refusals: unknown[] } {
  const room = new RoomDocument([RoomDocument.begun('main.py', 'abc😀def')]);
  const documents = [21, 22, 23].map((clientID) => Object.assign(new Y.Doc(), { clientID }));
  const refusals: unknown[] = [];
  const tell = (update: Uint8Array) => {
    const applied = room.takeIn(update, anybody);
    if ('refusal' in applied) refusals.push(applied.refusal);
  };
  for (const document of documents) Y.applyUpdate(document, room.state);
  for (const [index, [who, at, deleted, text]] of list.entries()) {
    const document = documents[who]!;
    const before = Y.encodeStateVector(document);
    document.transact(() => {
      const file = document.getText(index % 4 === 3 ? `text:${OTHER}` : 'text:main');
      const place = Math.min(at, file.length);
      if (text !== '') file.insert(place, text);
      file.delete(place, Math.min(deleted, file.length - place));
      if (index % 7 === 0) document.getMap(FILES).set(index % 2 ? 'main' : OTHER, { path: `part/${who}-${index}.py` });
    });
    tell(index % 3 === 0 ? Y.encodeStateAsUpdate(document, before) : Y.encodeStateAsUpdate(document));
    if (index % 4 === 3) Y.applyUpdate(document, room.state);
  }
  return { room, documents, refusals };
}

/** Hand-made parts of unused clients, whose neighbours are anything. */
const struct = fc.record({
  kind: fc.constantFrom(0, 1, 4, 8),
  after: fc.option(fc.tuple(fc.constantFrom(1, 31, 32, 33), fc.nat({ max: 8 }))),
  before: fc.option(fc.tuple(fc.constantFrom(1, 31, 32, 33), fc.nat({ max: 8 }))),
  isFile: fc.boolean(),
});
type Struct = typeof struct extends fc.Arbitrary<infer Value> ? Value : never;

const string = (text: string) => [text.length, ...Buffer.from(text)];
function bytesOf({ kind, after, before, isFile }: Struct): number[] {
  if (kind === 0) return [0, 2];
  const content = { 1: [2], 4: string('xy'), 8: [1, 118, 1, ...string('path'), 119, ...string('a.py')] }[kind];
  const root = isFile ? [1, ...string(FILES), ...string('main')] : [1, ...string('text:main')];
  const info = kind | (after ? 0x80 : 0) | (before ? 0x40 : 0) | (!after && !before && isFile ? 0x20 : 0);
  return [info, ...(after ?? []), ...(before ?? []), ...(after || before ? [] : root), ...content];
}

describe('the document of a room', () => {
  it('takes all that editors write, also twice and in pieces, and is as they are', () => {
    fc.assert(
      fc.property(edits, (list) => {
        const { room, documents, refusals } = play(list);
        expect([refusals, room.hasGaps]).toEqual([[], false]);
        for (const document of documents) {
          Y.applyUpdate(document, room.state);
          expect(document.getText('text:main').toJSON()).toBe(room.textOf('main'));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('takes nothing that waits, or is of another kind than its place, whatever parts stand beside', () => {
    const clients = fc.uniqueArray(
      fc.tuple(fc.constantFrom(31, 32, 33), fc.array(struct, { minLength: 1, maxLength: 4 })),
      {
        selector: ([id]) => id,
        minLength: 1,
      },
    );
    const deletes = fc.option(fc.tuple(fc.constantFrom(1, 31), fc.nat({ max: 6 }), fc.integer({ min: 1, max: 4 })));
    fc.assert(
      fc.property(clients, deletes, (list, deleted) => {
        const room = new RoomDocument([RoomDocument.begun('main.py', 'abcdef')]);
        const before = room.state;
        const update = Uint8Array.from([
          ...[list.length, ...list.flatMap(([id, parts]) => [parts.length, id, 0, ...parts.flatMap(bytesOf)])],
          ...(deleted ? [1, deleted[0], 1, deleted[1], deleted[2]] : [0]),
        ]);
        const applied = room.takeIn(update, anybody);
        expect(room.hasGaps).toBe(false);
        if ('refusal' in applied) expect(room.state).toEqual(before);
        const copy = new Y.Doc();
        Y.applyUpdate(copy, room.state);
        const text = copy.getText('text:main');
        expect(text.length).toBe(text.toJSON().length);
        for (const told of copy.getMap(FILES).values()) expect(told).toEqual({ path: expect.any(String) });
        expect(copy.store.pendingStructs).toBeNull();
      }),
      { numRuns: 2_000 },
    );
  });
});
