/**
 * @typedef {string | Node | null | false | undefined} Content
 * @typedef {Readonly<Record<string, string | number | boolean | null | undefined | EventListener>>} Attributes
 */

/**
 * Makes an element. An attribute that is true is there without a value, one that is false or null is not there, and a
 * function listens to the event of its name. Text is text, never markup.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes | null} attributes
 * @param {...Content} content
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes, ...content) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (typeof value === 'function') made.addEventListener(name, value);
    else if (value !== null && value !== undefined && value !== false)
      made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...content.filter((part) => part !== null && part !== undefined && part !== false));
  return made;
}

/**
 * @param {string} text
 * @param {() => unknown} press until its promise settles, a second press means the first one
 * @param {Attributes} [attributes]
 */
export function button(text, press, attributes = {}) {
  const made = element('button', { type: 'button', ...attributes }, text);
  made.addEventListener('click', () => void whileBusy(made, press));
  return made;
}

/**
 * @param {HTMLElement} control shows that something is going on
 * @param {() => unknown} action not begun again before it is over
 */
export async function whileBusy(control, action) {
  if (control.ariaBusy === 'true') return;
  control.ariaBusy = 'true';
  try {
    await action();
  } finally {
    control.ariaBusy = null;
  }
}

/**
 * Moves the focus, for those who hear or magnify the page, to where it goes on.
 * @param {HTMLElement} target
 */
export function focusOn(target) {
  if (!target.matches('a[href], button, input, select, textarea')) target.tabIndex = -1;
  target.focus();
}

/**
 * @param {readonly (readonly [label: string, value: Content])[]} rows those without a value are left out
 */
export function definitions(rows) {
  const entries = rows
    .filter(([, value]) => value)
    .map(([label, value]) => element('div', null, element('dt', null, label), element('dd', null, value)));
  return element('dl', null, ...entries);
}

/**
 * What went wrong. Give it the focus, so that what helps is next to it.
 * @param {Content[]} content
 */
export function notice(...content) {
  return element('div', { class: 'notice', role: 'alert' }, ...content);
}

/** @param {Content[]} content */
export function goodNews(...content) {
  return element('div', { class: 'notice good', role: 'status' }, ...content);
}
