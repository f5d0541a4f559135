import { randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

/*
 * The text of an API key: `lyk_`, 32 random digits of base 62 (190 bits) and a checksum of 6. The prefix is for people
 * and secret scanners; the checksum finds mistyped keys without a query.
 */

export const KEY_PREFIX = 'lyk_';
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const RANDOM_DIGITS = 32;
/** 62^6 is more than 2^32. */
const CHECKSUM_DIGITS = 6;
const FORM = new RegExp(`^${KEY_PREFIX}[0-9A-Za-z]{${RANDOM_DIGITS + CHECKSUM_DIGITS}}$`);

export function newKeySecret(): string {
  const random = Array.from({ length: RANDOM_DIGITS }, () => DIGITS[randomInt(DIGITS.length)]).join('');
  return withChecksum(KEY_PREFIX + random);
}

/** Whether the text is well-formed as a key: complete, with the right checksum. */
export function isKeySecret(text: string): boolean {
  return FORM.test(text) && text === withChecksum(text.slice(0, -CHECKSUM_DIGITS));
}

/** Appends the CRC-32 of the text, in base 62, the highest digit first. */
function withChecksum(text: string): string {
  let [rest, digits] = [crc32(text), ''];
  for (let place = 0; place < CHECKSUM_DIGITS; place += 1) {
    digits = (DIGITS[rest % DIGITS.length] ?? '') + digits;
    rest = Math.floor(rest / DIGITS.length);
  }
  return text + digits;
}
