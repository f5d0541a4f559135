import { v7, validate } from 'uuid';

const RANDOM_BYTES = 16;
/** The system is asked for the randomness of many ids at once, because to ask costs more than the rest of an id. */
const pool = new Uint8Array(RANDOM_BYTES * 256);
let used = pool.length;
/** The time and the number in it of the last one. */
let [msecs, seq] = [0, 0];

/** A new UUIDv7 (RFC 9562): sorts by creation time, so B-tree inserts stay local; after all that this process made before. */
export function newId(): string {
  const random = randomness();
  const now = Date.now();
  if (now > msecs) {
    msecs = now;
    // Not from its end (RFC 9562, section 6.2, method 1), so that many follow it.
    seq = new DataView(random.buffer, random.byteOffset).getUint32(0) >>> 1;
  } else {
    seq = (seq + 1) >>> 0;
    if (seq === 0) msecs += 1;
  }
  return v7({ random, msecs, seq });
}

/** Whether the text is a UUID of any version, in the canonical 8-4-4-4-12 form. */
export function isId(text: string): boolean {
  return validate(text);
}

function randomness(): Uint8Array {
  if (used === pool.length) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  return pool.subarray(used, (used += RANDOM_BYTES));
}
