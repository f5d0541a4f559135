import { extendHold, findHold, hold, releaseHold } from './api.js';
import { button, element } from './elements.js';
import { problemOf } from './problems.js';

/** Limits per network, which others may have exhausted: the booking is possible without a hold. */
const TOO_MANY = ['too_many_holds', 'rate_limited'];

/** Margin of the timer: after the expiry rather than before it. */
const LATE_MS = 500;

/**
 * A slot that is on hold for the visitor while the form is filled in. Works without a hold, too: then the slot is
 * booked by whoever is first.
 */
export class KeptSlot {
  /** @type {import('./api.js').Hold | null} */
  #hold;
  #say;
  #words;
  #timeZone;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  element = element('p', { role: 'status', class: 'quiet' });

  /**
   * @param {import('./api.js').Hold | null} kept
   * @param {{ say: import('./texts.js').Say, words: import('./dates.js').DateWords, timeZone: string }} language
   */
  constructor(kept, { say, words, timeZone }) {
    this.#hold = kept;
    this.#say = say;
    this.#words = words;
    this.#timeZone = timeZone;
    if (kept) this.#show(kept);
    else this.element.textContent = say('notKept');
  }

  /**
   * @param {Parameters<typeof hold>[0]} wanted
   * @param {ConstructorParameters<typeof KeptSlot>[1]} language
   * @throws {import('./api.js').Problem} when it is not to be had
   */
  static async keep(wanted, language) {
    const kept = await hold(wanted).catch((error) => {
      if (TOO_MANY.includes(problemOf(error).code)) return null;
      throw error;
    });
    return new KeptSlot(kept, language);
  }

  /**
   * The same after a reload.
   * @param {string} id
   * @param {ConstructorParameters<typeof KeptSlot>[1]} language
   * @returns {Promise<KeptSlot | null>} null when it is kept no more
   */
  static async resume(id, language) {
    const kept = await findHold(id).catch((error) => problemOf(error) && null);
    return kept && Date.parse(kept.expiresAt) > Date.now() ? new KeptSlot(kept, language) : null;
  }

  /** @returns {import('./api.js').Hold | null} while it is kept */
  get hold() {
    return this.#hold;
  }

  /** @returns {string | undefined} id of the hold, until it ends */
  get id() {
    return this.#hold?.id;
  }

  /** Stops the timer, without releasing the hold: the slot was booked, or is not wanted any more. */
  end() {
    clearTimeout(this.#timer);
    this.#hold = null;
  }

  async giveBack() {
    const id = this.id;
    this.end();
    if (id) await releaseHold(id);
  }

  /** The hold has expired: whether the slot is free is decided by the booking. */
  forget() {
    this.end();
    this.element.textContent = this.#say('keptNoMore');
  }

  /** @param {import('./api.js').Hold} kept */
  #show(kept) {
    clearTimeout(this.#timer);
    this.#hold = kept;
    const time = this.#words.time(kept.expiresAt, this.#timeZone);
    const longer = button(this.#say('keepLonger'), () => this.#extend(kept), { class: 'link' });
    this.element.replaceChildren(this.#say('kept', { time }), ' ', ...(kept.isExtended ? [] : [longer]));
    this.#timer = setTimeout(() => this.forget(), Date.parse(kept.expiresAt) - Date.now() + LATE_MS);
  }

  /** @param {import('./api.js').Hold} kept */
  async #extend(kept) {
    await extendHold(kept.id).then(
      (extended) => this.#show(extended),
      () => this.forget(),
    );
  }
}
