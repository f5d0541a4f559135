import fc from 'fast-check';
import * as Y from 'yjs';
import { FILES, outlineOf, RefusedUpdate, type UpdateOutline } from './update-reader.js';
import { leastProcessorTimeOf, processorTimeOf } from '../../../../../test/support/processor-time.js';

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

/** What three people make of a text whose edits reach each other now and then, and the updates that went around. */
function written(list: readonly Edit[]): { documents: Y.Doc[]; updates: Uint8Array[] } {
  const documents = [11, 12, 13].map((clientID) => Object.assign(new Y.Doc(), { clientID }));
  const updates: Uint8Array[] = [];
  for (const document of documents) document.on('update', (update: Uint8Array) => updates.push(update));
  for (const [index, [who, at, deleted, text]] of list.entries()) {
    const document = documents[who]!;
    const file = document.getText('text:main');
    document.transact(() => {
      if (text !== '') file.insert(Math.min(at, file.length), text);
      file.delete(Math.min(at, file.length), Math.min(deleted, file.length - Math.min(at, file.length)));
      if (index % 9 === 0) document.getMap(FILES).set('main', { path: `part/${index}.py` });
    });
    if (index % 5 === 4)
      for (const other of documents) Y.applyUpdate(other, Y.encodeStateAsUpdate(document, Y.encodeStateVector(other)));
  }
  return { documents, updates };
}

/** The same, as the library reads it. */
function readByLibrary(update: Uint8Array): Pick<UpdateOutline, 'inserts' | 'deletes'> & { parts: object[] } {
  const { structs, ds } = Y.decodeUpdate(update);
  const inserts = new Map<number, { from: number; to: number }>();
  for (const { id, length } of structs) {
    const known = inserts.get(id.client);
    inserts.set(id.client, { from: known?.from ?? id.clock, to: id.clock + length });
  }
  const deletes = new Map(
    [...ds.clients].map(([client, ranges]) => [
      client,
      ranges.map(({ clock, len }) => ({ from: clock, to: clock + len })),
    ]),
  );
  const parts = structs.map((struct) => ({
    ...{ client: struct.id.client, clock: struct.id.clock, length: struct.length },
    after: struct instanceof Y.Item && struct.origin ? { ...struct.origin } : null,
    before: struct instanceof Y.Item && struct.rightOrigin ? { ...struct.rightOrigin } : null,
  }));
  return { inserts, deletes, parts };
}

function refusal(update: Uint8Array): RefusedUpdate | null {
  try {
    outlineOf(update);
    return null;
  } catch (error) {
    if (error instanceof RefusedUpdate) return error;
    throw error;
  }
}

describe('the reader of updates', () => {
  it('reads what the library writes as the library does', () => {
    fc.assert(
      fc.property(edits, (list) => {
        const { documents, updates } = written(list);
        for (const update of [...updates, ...documents.map((document) => Y.encodeStateAsUpdate(document))]) {
          const { inserts, deletes, parts } = outlineOf(update);
          const seen = parts.map(({ client, clock, length, after, before }) => ({
            ...{ client, clock, length, after, before },
          }));
          expect({ inserts, deletes, parts: seen }).toEqual(readByLibrary(update));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('takes nothing that the library fails at or is busy with, whatever bytes of an update are changed', () => {
    const changes = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(edits, changes, fc.nat(), (list, bytes, cut) => {
        const update = Y.encodeStateAsUpdate(written(list).documents[0]!);
        for (const [at, byte] of bytes) update[at % update.length] = byte;
        for (const changed of [update, update.subarray(0, cut % update.length)]) {
          if (refusal(changed)) continue;
          expect(processorTimeOf(() => Y.applyUpdate(new Y.Doc(), changed))).toBeLessThan(100);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('an update', () => {
  const varint = (value: number): number[] =>
    value < 128 ? [value] : [(value & 127) | 128, ...varint(Math.floor(value / 128))];
  const MANY = varint(33_000_000);
  /** A part `x` of a text, as client 7 writes it first. */
  const PART = [4, 1, 9, ...Buffer.from('text:main'), 1, 120];

  it('of some bytes has what a person would write', () => {
    expect(outlineOf(Uint8Array.from([1, 1, 7, 0, ...PART, 0])).inserts).toEqual(new Map([[7, { from: 0, to: 1 }]]));
  });

  it.each<[string, number[]]>([
    ['claims 33 million parts', [1, ...MANY, 7, 0, 0]],
    ['claims them for its second client', [2, 1, 7, 0, ...PART, ...MANY, 8, 0, 0]],
    ['claims 33 million clients', [...MANY, 1, 7, 0]],
    ['claims 33 million deletions', [0, 1, 7, ...MANY, 0]],
    ['has a client twice', [2, 1, 7, 0, ...PART, 1, 7, 1, ...PART, 0]],
    ['stands beside what it brings later', [1, 1, 7, 0, 0x84, 7, 5, 1, 120, 0]],
    ['visits the same deletions again and again', [0, 1, 7, 2, 0, 9, 0, 9]],
    ['leaves out a stretch', [1, 2, 7, 0, 10, 4, ...PART, 0]],
    ['has an empty part', [1, 1, 7, 0, 0, 0, 0]],
    ['ends its lines with a carriage return', [1, 1, 7, 0, 4, 1, 9, ...Buffer.from('text:main'), 1, 13, 0]],
    ['has text that is no UTF-8', [1, 1, 7, 0, 4, 1, 9, ...Buffer.from('text:main'), 1, 255, 0]],
    ['writes somewhere else', [1, 1, 7, 0, 4, 1, 5, ...Buffer.from('other'), 1, 120, 0]],
    ['nests a type', [1, 1, 7, 0, 7, 1, 9, ...Buffer.from('text:main'), 0, 0]],
    ['goes on after its end', [0, 0, 0]],
    ['is in the second encoding', [...Y.encodeStateAsUpdateV2(written([[0, 0, 0, 'x']]).documents[0]!)]],
    ['names a file outside of the room', [...pathUpdate('../main.py')]],
    ['says more of a file than its path', [...pathUpdate('main.py', { kind: 1 })]],
    ['names a file that no program can have', [...pathUpdate('.git/hooks/pre-commit')]],
    ['names a file with a space at its end', [...pathUpdate('main.py ')]],
  ])('is refused when it %s', (_what, bytes) => {
    const took = leastProcessorTimeOf(() => {
      expect(refusal(Uint8Array.from(bytes))).toBeInstanceOf(RefusedUpdate);
    });
    expect(took).toBeLessThan(50);
  });

  it.each(['main.py', 'src/été/a b.py', 'a..b'])('may name a file %s', (path) => {
    expect(refusal(pathUpdate(path))).toBeNull();
  });

  it('may have any character but the carriage return, NUL and halves of pairs as well', () => {
    const document = new Y.Doc();
    document.getText('text:main').insert(0, 'a\u0000\ud83d\udc69\u200d\ud83d\udcbb\ufeff\n\ud83d');
    expect(refusal(Y.encodeStateAsUpdate(document))).toBeNull();
  });

  function pathUpdate(path: string, more: object = {}): Uint8Array {
    const document = new Y.Doc();
    document.getMap(FILES).set('main', { path, ...more });
    return Y.encodeStateAsUpdate(document);
  }
});
