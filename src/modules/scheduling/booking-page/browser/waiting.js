import { joinWaitlist, newKey } from './api.js';
import { DetailsForm } from './details-form.js';
import { button, definitions, element, focusOn, notice } from './elements.js';
import { bookerFields, momentField, notesField } from './fields.js';
import { isFramed } from './framed.js';
import { lang, say, showStep, words } from './page.js';
import { problemOf, sentenceFor } from './problems.js';

/**
 * @typedef {object} WaitingOptions
 * @property {import('./api.js').EventType} type
 * @property {string} timeZone
 * @property {number} durationMinutes
 * @property {import('./slot-picker.js').LocalRange} range
 * @property {readonly [pointer: string, values: string[]][]} filled what the visitor has filled in already
 * @property {(slot: import('./api.js').Slot) => unknown} onSlot
 * @property {(texts: [pointer: string, values: string[]][]) => void} onInput something was typed
 * @property {() => void} onBack
 */

/** Joining the waitlist of an event type, for a range of time. */
export class WaitingStep {
  /** @type {WaitingOptions} */
  #options;
  #from;
  #to;
  #form;
  #complaint = element('div', null);
  /** The last request and its idempotency key, which is reused for the same content. */
  #sent = { content: '', key: '' };

  /** @param {WaitingOptions} options */
  constructor(options) {
    this.#options = options;
    const { type, timeZone, range, filled } = options;
    this.#from = momentField(say, { pointer: '/from', label: 'waitFrom', local: range.from, timeZone });
    this.#to = momentField(say, {
      pointer: '/to',
      label: 'waitTo',
      local: range.to,
      timeZone,
      check: (instant) => (instant > String(this.#from.value) ? null : 'afterFrom'),
    });
    this.#form = new DetailsForm({
      say,
      fields: [this.#from, this.#to, ...bookerFields(say, type), notesField(say)],
      action: say('wait'),
      onSubmit: (details) => this.#join(details),
      onInput: () => options.onInput(this.#form.texts),
    });
    this.#form.restore(filled);
  }

  show() {
    const { timeZone, onBack } = this.#options;
    const heading = element('h2', null, say('wait'));
    showStep(
      heading,
      heading,
      element('p', null, say('waitHint')),
      definitions([[say('timeZone'), timeZone.replaceAll('_', ' ')]]),
      button(say('back'), onBack),
      this.#complaint,
      this.#form.element,
    );
  }

  /** @param {import('./details-form.js').Details} details */
  async #join(details) {
    const { type, timeZone, durationMinutes } = this.#options;
    this.#complaint.replaceChildren();
    const range = { from: String(this.#from.value), to: String(this.#to.value) };
    const wish = { eventTypeId: type.id, ...range, durationMinutes, timeZone, language: lang, ...details };
    const content = JSON.stringify(wish);
    if (content !== this.#sent.content) this.#sent = { content, key: newKey() };
    try {
      const { url } = await joinWaitlist(wish, this.#sent.key);
      this.#showDone(details.attendee.email, url);
    } catch (error) {
      this.#refused(problemOf(error));
    }
  }

  /** @param {import('./api.js').Problem} problem */
  #refused(problem) {
    const { timeZone, onSlot } = this.#options;
    if (this.#form.refuse(problem.errors)) return;
    const free = problem.alternatives.map((slot) =>
      element(
        'li',
        null,
        button(words.period(slot, timeZone), () => onSlot(slot)),
      ),
    );
    const told =
      problem.code === 'slots_available'
        ? notice(element('p', null, say('noNeedToWait')), element('ul', null, ...free))
        : notice(element('p', null, sentenceFor(problem, say)));
    this.#complaint.replaceChildren(told);
    focusOn(told);
  }

  /**
   * @param {string} email
   * @param {string | null} url
   */
  #showDone(email, url) {
    const { timeZone, onBack } = this.#options;
    const heading = element('h2', null, say('waiting'));
    const range = { start: String(this.#from.value), end: String(this.#to.value) };
    showStep(
      heading,
      heading,
      definitions([
        [say('when'), words.period(range, timeZone)],
        [say('timeZone'), timeZone.replaceAll('_', ' ')],
      ]),
      element('p', null, say('mailWaiting', { email })),
      url &&
        element(
          'p',
          null,
          say('leaveHint'),
          ' ',
          element('a', { href: url, target: isFramed ? '_blank' : null }, say('leaveLink')),
        ),
      button(say('back'), onBack),
    );
  }
}
