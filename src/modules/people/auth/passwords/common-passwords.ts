import { dictionary } from '@zxcvbn-ts/language-common';

/** In lower case. */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(dictionary['passwords-common']);
