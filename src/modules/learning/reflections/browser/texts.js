/** @typedef {Readonly<Record<string, string>>} Texts */

const LANGUAGE_KEY = 'reflection_language';

/** The texts of all languages, beside this file. @returns {Promise<Readonly<Record<string, Texts>>>} */
export async function loadTexts() {
  return (await fetch(new URL('./texts.json', import.meta.url))).json();
}

/** What the address says, else what was chosen on this device, else what the document is in. */
export function presentLanguage() {
  const asked = new URLSearchParams(location.search).get('lang');
  return asked ?? read() ?? document.documentElement.lang;
}

/** @param {string} language */
export function rememberLanguage(language) {
  try {
    localStorage.setItem(LANGUAGE_KEY, language);
  } catch {
    // The address keeps it.
  }
}

function read() {
  try {
    return localStorage.getItem(LANGUAGE_KEY);
  } catch {
    return null;
  }
}

/**
 * Puts the texts into everything that names one.
 * @param {Texts} texts @param {string} language
 */
export function translate(texts, language) {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll('[data-translate]'))
    element.textContent = texts[element.getAttribute('data-translate') ?? ''] ?? '';
  for (const element of document.querySelectorAll('[data-translate-label]'))
    element.setAttribute('aria-label', texts[element.getAttribute('data-translate-label') ?? ''] ?? '');
  for (const link of document.querySelectorAll('[data-language]'))
    if (link.getAttribute('data-language') === language) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
}

/** @param {string} text @param {Readonly<Record<string, string | number>>} values */
export function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (_all, name) => String(values[name] ?? ''));
}
