/**
 * What a feature is called, in every spelling that its files need.
 * @typedef {ReturnType<typeof wordsOf>} Words
 */

/** A folder of `src/modules`, and one in it: `course-notes`. */
export const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** @param {string} text */
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** @param {string} plural kebab case @returns {string} as most words have it; `--singular` tells about the others */
export function singularOf(plural) {
  if (/[^aeiou]ies$/.test(plural)) return plural.replace(/ies$/, 'y');
  if (/(ss|x|ch|sh)es$/.test(plural)) return plural.replace(/es$/, '');
  return plural.replace(/([^s])s$/, '$1');
}

/**
 * @param {string} names the plural, in kebab case: the folder, the path and the table are called so
 * @param {string} name the singular
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
