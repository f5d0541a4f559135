/** Word characters: letters, digits and marks of any script, and the underscore. */
const IN_A_WORD = '[\\p{L}\\p{N}\\p{M}_]';

/**
 * Matches a text as a whole word: a person called `Al` is not in `Algebra`, and one called `e` not in every second
 * word.
 */
function pattern(text: string): RegExp {
  return new RegExp(`(?<!${IN_A_WORD})${text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}(?!${IN_A_WORD})`, 'gu');
}

/** @param words not empty; the longest first, so that what is part of another does not leave the rest of it behind */
export function withoutWords(words: readonly string[], text: string, instead: string): string {
  return words.reduce((left, word) => (left.includes(word) ? left.replace(pattern(word), () => instead) : left), text);
}

export function hasWords(words: readonly string[], text: string): boolean {
  return words.some((word) => text.includes(word) && pattern(word).test(text));
}
