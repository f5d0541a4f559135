import { randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

/*
 * The text of an API key: `lyk_`, 32 random digits of base 62 (190 bits) and a checksum of 6. By the prefix people and
 * scanners know what they found, by the checksum that nobody mistyped it, without asking anybody.
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

/** Whether this may be a key: complete, and with the right checksum. */
export function isKeySecret(text: string): boolean {
  return FORM.test(text) && text === withChecksum(text.slice(0, -CHECKSUM_DIGITS));
}

/** CRC-32 of all that stands before it, in base 62, the highest digit first. */
function withChecksum(text: string): string {
  let [rest, digits] = [crc32(text), ''];
  for (let place = 0; place < CHECKSUM_DIGITS; place += 1) {
    digits = (DIGITS[rest % DIGITS.length] ?? '') + digits;
    rest = Math.floor(rest / DIGITS.length);
  }
  return text + digits;
}
