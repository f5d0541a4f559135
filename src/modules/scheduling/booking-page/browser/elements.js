/**
 * @typedef {string | Node | null | false | undefined} Content
 * @typedef {Readonly<Record<string, string | number | boolean | null | undefined | EventListener>>} Attributes
 */

/**
 * Creates an element. Attributes: true is set without a value, false and null are omitted, functions become event
 * listeners. Strings are inserted as text, never as markup.
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
 * @param {() => unknown} press ignored while its promise is pending
 * @param {Attributes} [attributes]
 */
export function button(text, press, attributes = {}) {
  const made = element('button', { type: 'button', ...attributes }, text);
  made.addEventListener('click', () => void whileBusy(made, press));
  return made;
}

/**
 * @param {HTMLElement} control gets `aria-busy`
 * @param {() => unknown} action not re-entered while pending
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
 * Moves the focus, for users of screen readers and magnifiers.
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
    .map(([label, value]) =>
      element('div', null, element('dt', null, label), element('dd', { class: 'description' }, value)),
    );
  return element('dl', null, ...entries);
}

/**
 * A text that is nothing but an address of the web, as a link to it.
 * @param {string | null} text
 */
export function linked(text) {
  if (!text || !/^https?:\/\/\S+$/i.test(text)) return text;
  return element('a', { href: text, target: '_blank', rel: 'noopener noreferrer' }, text);
}

/**
 * An error message (role `alert`). Focus it, so that its remedies are next in the tab order.
 * @param {Content[]} content
 */
export function notice(...content) {
  return element('div', { class: 'notice', role: 'alert' }, ...content);
}

/** @param {Content[]} content */
export function goodNews(...content) {
  return element('div', { class: 'notice good', role: 'status' }, ...content);
}
