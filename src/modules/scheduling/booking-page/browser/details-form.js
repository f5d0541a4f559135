import { button, element, focusOn, notice, whileBusy } from './elements.js';
import { addressesIn } from './fields.js';

/**
 * @typedef {import('./texts.js').TextKey} TextKey
 * @typedef {import('./texts.js').Say} Say
 * @typedef {import('./fields.js').Field} Field
 * @typedef {object} Details
 * @property {{ name: string, email: string }} attendee
 * @property {Record<string, unknown>} answers
 * @property {string} [notes]
 * @property {{ email: string }[]} [guests]
 * @property {number} [seats]
 */

/**
 * Messages by the API's error codes; others get a generic one.
 * @type {Readonly<Record<string, TextKey>>}
 */
const FAULTS = {
  required: 'required',
  is_required: 'required',
  must_agree: 'mustAgree',
  is_email: 'isEmail',
  is_phone: 'isPhone',
  is_url: 'isUrl',
  is_number: 'isNumber',
  max_length: 'tooLong',
  is_length: 'tooLong',
  is_after_from: 'afterFrom',
  is_in_future: 'inThePast',
};

/** Form for whoever books or waits. Input is kept after errors. */
export class DetailsForm {
  /** @type {Say} */
  #say;
  /** @type {readonly Field[]} */
  #fields;
  #summary = element('div', null);
  #submit;

  /**
   * @param {object} options
   * @param {Say} options.say
   * @param {readonly Field[]} options.fields
   * @param {string} options.action what the button says
   * @param {(details: Details) => Promise<void>} options.onSubmit
   * @param {() => void} [options.onInput]
   */
  constructor({ say, fields, action, onSubmit, onInput }) {
    this.#say = say;
    this.#fields = fields;
    this.#submit = element('button', { class: 'primary' }, action);
    const submit = (/** @type {Event} */ event) => {
      event.preventDefault();
      void whileBusy(this.#submit, async () => {
        if (this.#isComplete()) await onSubmit(this.#details());
      });
    };
    this.element = element(
      'form',
      { novalidate: true, submit, input: onInput },
      this.#summary,
      ...this.#fields.map((field) => field.element),
      this.#submit,
    );
  }

  /**
   * Fills in what an address says. It ticks no box of consent.
   * @param {ReadonlyMap<string, readonly string[]>} texts by where they stand in the request
   */
  prefill(texts) {
    for (const field of this.#fields) {
      const filled = texts.get(field.pointer);
      if (filled && !field.isConsent) field.fill(filled);
    }
  }

  /** What is filled in, and for `restore` later. @returns {[pointer: string, values: string[]][]} */
  get texts() {
    return this.#fields.map((field) => [field.pointer, field.texts]);
  }

  /** @param {readonly [pointer: string, values: string[]][]} texts */
  restore(texts) {
    const kept = new Map(texts);
    for (const field of this.#fields) {
      const filled = kept.get(field.pointer);
      if (filled) field.fill(filled);
    }
  }

  /**
   * Shows field errors of the API.
   * @param {readonly import('./api.js').FieldError[]} errors
   * @returns {boolean} whether any belongs to a field of this form
   */
  refuse(errors) {
    return this.#complain((field) => {
      const error = errors.find(({ pointer }) => pointer === field.pointer || pointer?.startsWith(`${field.pointer}/`));
      return error ? (FAULTS[error.code] ?? 'isWrong') : null;
    });
  }

  #isComplete() {
    return !this.#complain((field) => field.check());
  }

  /**
   * @param {(field: Field) => TextKey | null} faultOf
   * @returns {boolean} whether there is a fault
   */
  #complain(faultOf) {
    const links = [];
    for (const field of this.#fields) {
      const fault = faultOf(field);
      const sentence = fault ? this.#say(fault) : '';
      field.complain(sentence);
      if (fault)
        links.push(
          element(
            'li',
            null,
            button(`${field.title} – ${sentence}`, () => field.focus(), { class: 'link' }),
          ),
        );
    }
    this.#summary.replaceChildren();
    if (links.length === 0) return false;
    const summary = notice(element('p', null, this.#say('checkForm')), element('ul', null, ...links));
    this.#summary.append(summary);
    focusOn(summary);
    return true;
  }

  /** @returns {Details} */
  #details() {
    const values = new Map(this.#fields.map(({ pointer, value }) => [pointer, value]));
    const answers = [...values].filter(([pointer, value]) => pointer.startsWith('/answers/') && value !== undefined);
    const guests = addressesIn(values.get('/guests'));
    const seats = Number(values.get('/seats') ?? 1);
    const notes = values.get('/notes');
    return {
      ...(notes === undefined ? {} : { notes: String(notes) }),
      ...(guests.length > 0 ? { guests: guests.map((email) => ({ email })) } : {}),
      ...(seats > 1 ? { seats } : {}),
      attendee: { name: String(values.get('/attendee/name')), email: String(values.get('/attendee/email')) },
      answers: Object.fromEntries(answers.map(([pointer, value]) => [pointer.slice('/answers/'.length), value])),
    };
  }
}
