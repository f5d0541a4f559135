import { dictionary } from '@zxcvbn-ts/language-common';

const common = new Set<string>(dictionary['passwords-common']);

/** Whether the password is one of the common ones, or one of the words that anybody would try for this person. */
export function isTooCommon(password: string, personal: readonly string[]): boolean {
  const plain = normalForm(password).toLowerCase();
  if (common.has(plain) || new Set(plain).size < 3) return true;
  return personal
    .map((word) => normalForm(word).toLowerCase())
    .some((word) => word.length >= 4 && (plain === word || plain === word.split('').reverse().join('')));
}

/**
 * One spelling for what looks the same: keyboards and systems write an é in one code point or in two. NFKC before
 * hashing, as NIST SP 800-63B-4, section 3.1.1.2, asks.
 */
export function normalForm(password: string): string {
  return password.normalize('NFKC');
}

/** How the password may have been spelled when it was hashed, today's way first: hashes from before were of what came. */
export function spellings(password: string): string[] {
  return [...new Set([normalForm(password), password, password.normalize('NFC'), password.normalize('NFD')])];
}
