/**
 * The names of a feature in all spellings that templates use.
 * @typedef {ReturnType<typeof wordsOf>} Words
 */

/** Kebab-case name of an area or feature: `course-notes`. */
export const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** @param {string} text */
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * @param {string} plural kebab case
 * @returns {string} by the regular rules; `--singular` overrides them
 */
export function singularOf(plural) {
  if (/[^aeiou]ies$/.test(plural)) return plural.replace(/ies$/, 'y');
  if (/(ss|x|ch|sh)es$/.test(plural)) return plural.replace(/es$/, '');
  return plural.replace(/([^s])s$/, '$1');
}

/**
 * @param {string} names plural in kebab case: folder, path and table
 * @param {string} name singular
 */
export function wordsOf(names, name) {
  const [Name, Names] = [name, names].map((kebab) => kebab.split('-').map(capital).join(''));
  const [words, word] = [names, name].map((kebab) => kebab.replaceAll('-', ' '));
  const [NAME_, NAMES_] = [name, names].map((kebab) => kebab.replaceAll('-', '_').toUpperCase());
  const [camel, camels] = [Name, Names].map((pascal = '') => pascal.charAt(0).toLowerCase() + pascal.slice(1));
  return {
    names,
    name,
    Names: /** @type {string} */ (Names),
    Name: /** @type {string} */ (Name),
    NAME: /** @type {string} */ (NAME_),
    NAMES: /** @type {string} */ (NAMES_),
    camel: /** @type {string} */ (camel),
    camels: /** @type {string} */ (camels),
    table: names.replaceAll('-', '_'),
    row: name.replaceAll('-', '_'),
    words: /** @type {string} */ (words),
    word: /** @type {string} */ (word),
    Words: capital(/** @type {string} */ (words)),
    aWord: `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${word}`,
  };
}
