import { DateWords, localeFor } from './dates.js';
import { element, focusOn } from './elements.js';
import { textsIn } from './texts.js';

/** The part of the document that the script fills. */
const steps = /** @type {HTMLElement} */ (document.getElementById('steps'));
export const { lang } = document.documentElement;

/** What the page is about: a slug, or the secret of a link. */
export const subject = steps.dataset.subject ?? '';

export const say = textsIn(lang);
export const words = new DateWords(localeFor(lang, navigator.languages));

const title = document.title;

/**
 * Shows a step in place of the one before, and moves the focus to its heading.
 * @param {HTMLElement} heading somewhere in the content
 * @param {...import('./elements.js').Content} content
 */
export function showStep(heading, ...content) {
  replaceStep(...content);
  document.title = `${heading.textContent} – ${title}`;
  focusOn(heading);
}

/**
 * The same without moving the focus, for what shows when the page has just been opened.
 * @param {...import('./elements.js').Content} content
 */
export function replaceStep(...content) {
  steps.replaceChildren(element('div', null, ...content));
}

/** Shown until there is more to show. */
export function showLoading() {
  replaceStep(element('p', { role: 'status' }, say('loading')));
}
