import { instantOf } from './dates.js';
import { element } from './elements.js';

/**
 * @typedef {import('./texts.js').Say} Say
 * @typedef {import('./texts.js').TextKey} TextKey
 * @typedef {import('./api.js').Question} Question
 */

/** Maximum lengths, the same as in the API. */
const LONGEST = { name: 100, email: 254, text: 500, long_text: 5000, url: 2000, phone: 40, notes: 2000 };

/** A form field: label, controls, hint and error message. */
export class Field {
  #error;
  /** @type {() => unknown} */
  #read;
  /** @type {(texts: readonly string[]) => void} */
  #write;
  /** @type {(value: unknown) => TextKey | null} */
  #check;

  /**
   * @param {object} parts
   * @param {string} parts.title
   * @param {string} parts.pointer where its value stands in the request: `/attendee/email`
   * @param {HTMLElement} parts.element
   * @param {readonly HTMLElement[]} parts.controls
   * @param {HTMLElement} parts.error
   * @param {() => unknown} parts.read its value; undefined when there is none
   * @param {(texts: readonly string[]) => void} parts.write fills it in, as far as the texts are possible values
   * @param {(value: unknown) => TextKey | null} parts.check
   * @param {boolean} [parts.isConsent] nobody but the visitor gives it
   */
  constructor({ title, pointer, element: wrapper, controls, error, read, write, check, isConsent = false }) {
    this.title = title;
    this.pointer = pointer;
    this.element = wrapper;
    this.controls = controls;
    this.#error = error;
    this.#read = read;
    this.#write = write;
    this.isConsent = isConsent;
    this.#check = check;
  }

  get value() {
    return this.#read();
  }

  /** The value as texts, which `fill` understands. */
  get texts() {
    return [this.value ?? []]
      .flat()
      .filter((value) => !Number.isNaN(value))
      .map(String);
  }

  /** @param {readonly string[]} texts */
  fill(texts) {
    this.#write(texts);
  }

  /** @returns {TextKey | null} what is wrong, as far as it can be known here */
  check() {
    return this.#check(this.value);
  }

  /** @param {string} sentence empty when nothing is wrong */
  complain(sentence) {
    this.#error.textContent = sentence;
    for (const control of this.controls)
      if (sentence) control.setAttribute('aria-invalid', 'true');
      else control.removeAttribute('aria-invalid');
  }

  focus() {
    this.controls[0]?.focus();
  }
}

/**
 * Name and e-mail address of the booker.
 * @param {Say} say
 * @returns {Field[]}
 */
function personFields(say) {
  return [
    inputField(say, { pointer: '/attendee/name', label: say('name'), required: true, type: 'text' }, 'name', 'name'),
    inputField(
      say,
      { pointer: '/attendee/email', label: say('email'), required: true, type: 'email' },
      'email',
      'email',
    ),
  ];
}

/**
 * What whoever wants a time of an event type fills in.
 * @param {Say} say
 * @param {import('./api.js').EventType} type
 * @returns {Field[]}
 */
export function bookerFields(say, { questions, seats }) {
  return [
    ...personFields(say),
    ...questions.map((question) => questionField(say, question)),
    ...(seats > 1 ? [seatsField(say, seats)] : []),
  ];
}

/**
 * A moment by the clocks of a zone; its value is the instant.
 * @param {Say} say
 * @param {object} options
 * @param {string} options.pointer
 * @param {TextKey} options.label
 * @param {string} options.local what it says at first
 * @param {string} options.timeZone
 * @param {(instant: string) => TextKey | null} [options.check]
 */
export function momentField(say, { pointer, label, local, timeZone, check = () => null }) {
  const id = idOf(pointer);
  const control = element('input', {
    id,
    type: 'datetime-local',
    value: local,
    'aria-required': 'true',
    'aria-describedby': `${id}-error`,
  });
  const error = errorOf(id);
  return new Field({
    title: say(label),
    pointer,
    element: element('div', { class: 'field' }, element('label', { for: id }, say(label)), control, error),
    controls: [control],
    error,
    read: () => (control.value ? instantOf(control.value, timeZone) : undefined),
    write: ([text = '']) => (control.value = text),
    check: (value) => (value === undefined ? 'required' : check(String(value))),
  });
}

/**
 * Free text for the hosts.
 * @param {Say} say
 */
export function notesField(say) {
  const label = say('optional', { label: say('notes') });
  return inputField(say, { pointer: '/notes', label, required: false, type: 'long_text' }, 'notes');
}

const MOST_GUESTS = 10;
/** More are booked with the host. */
const MOST_SEATS = 20;

/**
 * Addresses of those who come along, as one text.
 * @param {Say} say
 */
export function guestsField(say) {
  const label = say('optional', { label: say('guests') });
  const id = idOf('/guests');
  const control = element('textarea', { id, rows: 2, 'aria-describedby': `${id}-hint ${id}-error` });
  const error = errorOf(id);
  return new Field({
    title: label,
    pointer: '/guests',
    element: element(
      'div',
      { class: 'field' },
      element('label', { for: id }, label),
      element('p', { id: `${id}-hint`, class: 'quiet' }, say('guestsHint', { count: MOST_GUESTS })),
      control,
      error,
    ),
    controls: [control],
    error,
    read: () => control.value.trim() || undefined,
    write: ([text = '']) => (control.value = text),
    check: (value) => {
      const addresses = addressesIn(value);
      if (addresses.length > MOST_GUESTS) return 'tooMany';
      return addresses.map((address) => CHECKS.email?.(address)).find((fault) => fault) ?? null;
    },
  });
}

/**
 * @param {unknown} text
 * @returns {string[]}
 */
export function addressesIn(text) {
  return String(text ?? '')
    .split(/[\s,;]+/)
    .filter((address) => address !== '');
}

/**
 * How many seats of a shared time are taken.
 * @param {Say} say
 * @param {number} seats of the event type
 */
function seatsField(say, seats) {
  const options = Array.from({ length: Math.min(seats, MOST_SEATS) }, (_, index) => String(index + 1));
  const id = idOf('/seats');
  const control = element(
    'select',
    { id, 'aria-describedby': `${id}-error` },
    ...options.map((count) => element('option', null, count)),
  );
  const error = errorOf(id);
  return new Field({
    title: say('seats'),
    pointer: '/seats',
    element: element('div', { class: 'field' }, element('label', { for: id }, say('seats')), control, error),
    controls: [control],
    error,
    read: () => control.value,
    write: ([text = '']) => (control.value = options.includes(text) ? text : '1'),
    check: () => null,
  });
}

/**
 * @param {Say} say
 * @param {Question} question
 * @returns {Field}
 */
function questionField(say, { key, label, type, required, options = [] }) {
  const asked = {
    pointer: `/answers/${key}`,
    label: required || type === 'boolean' ? label : say('optional', { label }),
    required,
    type,
  };
  if (type === 'boolean') return checkbox(asked);
  if (type === 'choice') return select(say, asked, options);
  if (type === 'choices') return checkboxes(asked, options);
  return inputField(say, asked, type === 'number' ? 'text' : type);
}

/**
 * @typedef {object} Asked
 * @property {string} pointer
 * @property {string} label
 * @property {boolean} required
 * @property {Question['type']} type
 */

/** @type {Readonly<Record<string, import('./elements.js').Attributes>>} */
const INPUTS = {
  text: { type: 'text' },
  number: { type: 'text', inputmode: 'decimal' },
  email: { type: 'email', autocomplete: 'email' },
  phone: { type: 'tel', autocomplete: 'tel' },
  url: { type: 'url', autocomplete: 'url' },
};

/**
 * @param {Say} say
 * @param {Asked} asked
 * @param {keyof typeof LONGEST} bound
 * @param {string} [autocomplete]
 */
function inputField(say, asked, bound, autocomplete) {
  const { pointer, label, required, type } = asked;
  const id = idOf(pointer);
  const hint = type === 'phone' ? say('phoneHint') : type === 'url' ? say('urlHint') : '';
  const shared = {
    id,
    maxlength: LONGEST[bound],
    'aria-required': required ? 'true' : null,
    'aria-describedby': `${hint ? `${id}-hint ` : ''}${id}-error`,
  };
  const control =
    type === 'long_text'
      ? element('textarea', { ...shared, rows: 4 })
      : element('input', { ...INPUTS[type], ...shared, ...(autocomplete ? { autocomplete } : {}) });
  const error = errorOf(id);
  return new Field({
    title: label,
    pointer,
    element: element(
      'div',
      { class: 'field' },
      element('label', { for: id }, label),
      hint && element('p', { id: `${id}-hint`, class: 'quiet' }, hint),
      control,
      error,
    ),
    controls: [control],
    error,
    read: () => valueOf(control.value, type),
    write: ([text = '']) => (control.value = text.slice(0, LONGEST[bound])),
    check: (value) => faultOf(value, required, type),
  });
}

/**
 * @param {string} text
 * @param {Question['type']} type
 */
function valueOf(text, type) {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  // French numeric keypads have a decimal comma.
  return type === 'number' ? Number(trimmed.replace(',', '.')) : trimmed;
}

/** @type {Readonly<Record<string, (value: string | number) => TextKey | null>>} */
const CHECKS = {
  number: (value) => (Number.isFinite(value) ? null : 'isNumber'),
  email: (value) => (/^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(String(value)) ? null : 'isEmail'),
  url: (value) => (/^https?:\/\/./i.test(String(value)) ? null : 'isUrl'),
};

/**
 * @param {unknown} value
 * @param {boolean} required
 * @param {Question['type']} type
 * @returns {TextKey | null}
 */
function faultOf(value, required, type) {
  if (value === undefined) return required ? 'required' : null;
  return CHECKS[type]?.(/** @type {string | number} */ (value)) ?? null;
}

/** @param {Asked} asked */
function checkbox({ pointer, label, required }) {
  const id = idOf(pointer);
  const control = element('input', {
    id,
    type: 'checkbox',
    'aria-required': required ? 'true' : null,
    'aria-describedby': `${id}-error`,
  });
  const error = errorOf(id);
  return new Field({
    title: label,
    pointer,
    element: element('div', { class: 'field choices' }, element('label', null, control, label), error),
    controls: [control],
    error,
    read: () => control.checked,
    write: ([text = '']) => (control.checked = ['true', 'yes', 'on', '1'].includes(text)),
    isConsent: required,
    check: (value) => (required && value !== true ? 'mustAgree' : null),
  });
}

/**
 * @param {Say} say
 * @param {Asked} asked
 * @param {readonly string[]} options
 */
function select(say, { pointer, label, required }, options) {
  const id = idOf(pointer);
  const control = element(
    'select',
    { id, 'aria-required': required ? 'true' : null, 'aria-describedby': `${id}-error` },
    element('option', { value: '' }, say('chooseOne')),
    ...options.map((text) => element('option', { value: text }, text)),
  );
  const error = errorOf(id);
  return new Field({
    title: label,
    pointer,
    element: element('div', { class: 'field' }, element('label', { for: id }, label), control, error),
    controls: [control],
    error,
    read: () => control.value || undefined,
    write: ([text = '']) => (control.value = options.includes(text) ? text : ''),
    check: (value) => (required && value === undefined ? 'requiredChoice' : null),
  });
}

/**
 * @param {Asked} asked
 * @param {readonly string[]} options
 */
function checkboxes({ pointer, label, required }, options) {
  const id = idOf(pointer);
  const controls = options.map((text) =>
    element('input', { type: 'checkbox', value: text, 'aria-describedby': `${id}-error` }),
  );
  const error = errorOf(id);
  return new Field({
    title: label,
    pointer,
    element: element(
      'fieldset',
      { class: 'field choices' },
      element('legend', null, label),
      ...controls.map((control) => element('label', null, control, control.value)),
      error,
    ),
    controls,
    error,
    read: () => {
      const chosen = controls.filter(({ checked }) => checked).map(({ value }) => value);
      return chosen.length > 0 ? chosen : undefined;
    },
    write: (texts) => controls.forEach((control) => (control.checked = texts.includes(control.value))),
    check: (value) => (required && value === undefined ? 'requiredChoice' : null),
  });
}

/** @param {string} id */
function errorOf(id) {
  return element('p', { id: `${id}-error`, class: 'error' });
}

/** @param {string} pointer */
function idOf(pointer) {
  return `field${pointer.replaceAll('/', '-')}`;
}
