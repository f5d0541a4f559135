/**
 * What a tab remembers of an unfinished booking, so that a reload loses neither the text nor the slot that is kept. Where the
 * browser stores nothing (in frames of other sites it may not), the page works without.
 * @typedef {object} Draft
 * @property {{ id: string, start: string }} [hold]
 * @property {[pointer: string, values: string[]][]} [fields]
 */

export class DraftOf {
  #key;

  /** @param {string} subject */
  constructor(subject) {
    this.#key = `lyceum-booking-${subject}`;
  }

  /** @returns {Draft} */
  get value() {
    try {
      return JSON.parse(sessionStorage.getItem(this.#key) ?? '{}');
    } catch {
      return {};
    }
  }

  /** @param {Draft} part what changes; undefined takes it out */
  keep(part) {
    try {
      sessionStorage.setItem(this.#key, JSON.stringify({ ...this.value, ...part }));
    } catch {
      // Nothing is remembered.
    }
  }

  /** The booking is made. */
  forget() {
    try {
      sessionStorage.removeItem(this.#key);
    } catch {
      // Nothing was remembered.
    }
  }
}
