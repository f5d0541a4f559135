/** Imported with the first password that is set and not at start-up: it is a tenth of the memory of an idle process. */
const blocklist = () => import('./common-passwords.js');

/** Blocklist (NIST SP 800-63B-4, section 3.1.1.2): common passwords, and words that belong to the person. */
export async function isTooCommon(password: string, personal: readonly string[]): Promise<boolean> {
  const plain = normalForm(password).toLowerCase();
  if (new Set(plain).size < 3 || (await blocklist()).COMMON_PASSWORDS.has(plain)) return true;
  return personal
    .map((word) => normalForm(word).toLowerCase())
    .some((word) => word.length >= 4 && (plain === word || plain === word.split('').reverse().join('')));
}

/**
 * Unicode normalization (NFKC) before hashing, as NIST SP 800-63B-4, section 3.1.1.2, requires: keyboards compose
 * characters differently.
 */
export function normalForm(password: string): string {
  return password.normalize('NFKC');
}

/** Candidate normalizations of a password, today's first: older hashes were made of the unnormalized input. */
export function spellings(password: string): string[] {
  return [...new Set([normalForm(password), password, password.normalize('NFC'), password.normalize('NFD')])];
}
