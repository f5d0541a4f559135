import { dictionary } from '@zxcvbn-ts/language-common';

const common = new Set<string>(dictionary['passwords-common']);

/** Whether the password is one of the common ones, or one of the words that anybody would try for this person. */
export function isTooCommon(password: string, personal: readonly string[]): boolean {
  const plain = password.toLowerCase();
  if (common.has(plain) || new Set(plain).size < 3) return true;
  return personal
    .map((word) => word.toLowerCase())
    .some((word) => word.length >= 4 && (plain === word || plain === word.split('').reverse().join('')));
}
