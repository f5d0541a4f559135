import { v7, validate } from 'uuid';

const RANDOM_BYTES = 16;
/** Random bytes for many ids, fetched at once: the system call costs more than the rest of an id. */
const pool = new Uint8Array(RANDOM_BYTES * 256);
let used = pool.length;
/** Timestamp and counter of the last id. */
let [msecs, seq] = [0, 0];

/** A new UUIDv7 (RFC 9562): sorts by creation time, so B-tree inserts stay local; monotonic within the process. */
export function newId(): string {
  const random = randomness();
  const now = Date.now();
  if (now > msecs) {
    msecs = now;
    // The counter starts with its top bit clear (RFC 9562, section 6.2, method 1), so that it has room to grow.
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

/** When a UUIDv7 was made, by the clock of whoever made it; of other versions it is no time. */
export function timeOfId(id: string): Date {
  return new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16));
}

function randomness(): Uint8Array {
  if (used === pool.length) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  return pool.subarray(used, (used += RANDOM_BYTES));
}
