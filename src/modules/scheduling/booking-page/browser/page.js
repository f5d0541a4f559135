import { DateWords, localeFor } from './dates.js';
import { keptDisplay } from './display.js';
import { element, focusOn } from './elements.js';
import { textsIn } from './texts.js';

/** Container that the script fills. */
const steps = /** @type {HTMLElement} */ (document.getElementById('steps'));
export const { lang } = document.documentElement;

/** Slug of the event type, or secret of the link. */
export const subject = steps.dataset.subject ?? '';

export const say = textsIn(lang);
export const words = new DateWords(localeFor(lang, navigator.languages), keptDisplay());

// In another language the page shows the same.
document.querySelector('nav')?.addEventListener('click', ({ target }) => {
  const link = /** @type {Element | null} */ (target)?.closest('a');
  if (!link) return;
  const query = new URLSearchParams(location.search);
  query.set('lang', link.lang);
  link.search = String(query);
});

const title = document.title;

/**
 * Replaces the current step, and moves the focus to its heading.
 * @param {HTMLElement} heading within the content
 * @param {...import('./elements.js').Content} content
 */
export function showStep(heading, ...content) {
  replaceStep(...content);
  document.title = `${heading.textContent} – ${title}`;
  focusOn(heading);
}

/**
 * Replaces the current step without moving the focus, for the first one.
 * @param {...import('./elements.js').Content} content
 */
export function replaceStep(...content) {
  steps.replaceChildren(element('div', null, ...content));
}

/** Loading indicator. */
export function showLoading() {
  replaceStep(element('p', { role: 'status' }, say('loading')));
}
