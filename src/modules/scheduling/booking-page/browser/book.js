import { book, findEventType, findSlots, newKey } from './api.js';
import { DetailsForm } from './details-form.js';
import { button, definitions, element, focusOn, notice } from './elements.js';
import { KeptSlot } from './kept-slot.js';
import { lang, replaceStep, say, showLoading, showStep, subject, words } from './page.js';
import { isOfTheTime, problemOf, sentenceFor } from './problems.js';
import { SlotPicker } from './slot-picker.js';

/**
 * @typedef {import('./api.js').EventType} EventType
 * @typedef {import('./api.js').Slot} Slot
 */

/** The steps of booking: choose a slot, fill in the form, see the confirmation. */
class BookingSteps {
  #type;
  #picker;
  #form;
  #complaint = element('div', null);
  /** @type {{ slot: Slot, kept: KeptSlot } | null} */
  #choice = null;
  /** While a choice is being handled, others are ignored. */
  #isChoosing = false;
  /** The last request and its idempotency key, which is reused for the same content. */
  #sent = { content: '', key: '' };

  /** @param {EventType} type */
  constructor(type) {
    this.#type = type;
    this.#picker = new SlotPicker({
      say,
      words,
      durations: type.durations,
      showsSeats: type.seats > 1,
      load: (query) => findSlots({ ...query, eventTypeId: type.id }),
      onSlot: (slot) => this.#choose(slot),
    });
    this.#form = new DetailsForm({
      say,
      questions: type.questions,
      action: say(type.requiresConfirmation ? 'request' : 'confirm'),
      onSubmit: (details) => this.#book(details),
    });
    // The browser's "back" leads from the form to the times.
    window.addEventListener('popstate', () => this.#backToTimes());
  }

  start() {
    replaceStep(this.#facts(), this.#picker.element);
    return this.#picker.start();
  }

  #facts() {
    const { hostNames, organizationName, location, durations } = this.#type;
    const [only, ...others] = durations;
    const names = [hostNames.join(', '), organizationName].filter(Boolean).join(', ');
    return definitions([
      [say('who'), names],
      [say('where'), location],
      [say('length'), others.length === 0 && say('minutes', { count: only ?? 0 })],
    ]);
  }

  /** @param {Slot} slot */
  async #choose(slot) {
    if (this.#isChoosing) return;
    this.#isChoosing = true;
    const { timeZone, durationMinutes } = this.#picker;
    const wanted = { eventTypeId: this.#type.id, start: slot.start, durationMinutes };
    try {
      const kept = await KeptSlot.keep(wanted, { say, words, timeZone });
      this.#choice = { slot, kept };
      history.pushState('details', '');
      this.#showForm(slot, kept);
    } catch (error) {
      const problem = problemOf(error);
      await this.#picker.refuse(sentenceFor(problem, say), problem.alternatives);
    } finally {
      this.#isChoosing = false;
    }
  }

  /**
   * @param {Slot} slot
   * @param {KeptSlot} kept
   */
  #showForm(slot, kept) {
    this.#complaint.replaceChildren();
    const when = words.period(slot, this.#picker.timeZone);
    const heading = element('h2', null, say('yourDetails'));
    showStep(
      heading,
      heading,
      definitions([
        [say('when'), when],
        [say('timeZone'), this.#picker.timeZone.replaceAll('_', ' ')],
      ]),
      kept.element,
      button(say('chooseAnother'), () => history.back()),
      this.#complaint,
      this.#form.element,
    );
  }

  #backToTimes() {
    const choice = this.#choice;
    if (!choice) return;
    this.#choice = null;
    this.#picker.clear();
    showStep(this.#picker.heading, this.#facts(), this.#picker.element);
    void choice.kept.giveBack().then(() => this.#picker.refresh());
  }

  /** @param {import('./details-form.js').Details} details */
  async #book(details) {
    if (!this.#choice) return;
    const { slot, kept } = this.#choice;
    const { timeZone, durationMinutes } = this.#picker;
    const wanted = {
      eventTypeId: this.#type.id,
      start: slot.start,
      durationMinutes,
      timeZone,
      language: lang,
      ...details,
    };
    const content = JSON.stringify({ wanted, holdId: kept.id });
    if (content !== this.#sent.content) this.#sent = { content, key: newKey() };
    try {
      const booking = await book(kept.id ? { ...wanted, holdId: kept.id } : wanted, this.#sent.key);
      kept.end();
      this.#choice = null;
      this.#showDone(booking, details.attendee.email);
    } catch (error) {
      await this.#refused(problemOf(error), kept, details);
    }
  }

  /**
   * @param {import('./api.js').Problem} problem
   * @param {KeptSlot} kept
   * @param {import('./details-form.js').Details} details
   */
  async #refused(problem, kept, details) {
    if (kept.id && ['hold_expired', 'hold_mismatch'].includes(problem.code)) {
      kept.forget();
      await this.#book(details);
    } else if (isOfTheTime(problem)) {
      kept.end();
      this.#choice = null;
      history.back();
      showStep(this.#picker.heading, this.#facts(), this.#picker.element);
      await this.#picker.refuse(sentenceFor(problem, say), problem.alternatives);
    } else if (!this.#form.refuse(problem.errors)) {
      const told = notice(element('p', null, sentenceFor(problem, say)));
      this.#complaint.replaceChildren(told);
      focusOn(told);
    }
  }

  /**
   * @param {import('./api.js').NewBooking} booking
   * @param {string} email
   */
  #showDone(booking, email) {
    const isCertain = booking.status === 'confirmed';
    const heading = element('h2', null, say(isCertain ? 'confirmed' : 'requested'));
    const { manageUrl } = booking;
    showStep(
      heading,
      heading,
      definitions([
        [say('what'), booking.title],
        [say('when'), words.period(booking, this.#picker.timeZone)],
        [say('timeZone'), this.#picker.timeZone.replaceAll('_', ' ')],
        [say('where'), booking.location],
        [say('who'), this.#type.hostNames.join(', ')],
      ]),
      element('p', null, say(isCertain ? 'mailConfirmed' : 'mailRequested', { email })),
      manageUrl && element('p', null, say('manageHint'), ' ', element('a', { href: manageUrl }, say('manageLink'))),
    );
  }
}

showLoading();
try {
  await new BookingSteps(await findEventType(subject)).start();
} catch (error) {
  const sentence = sentenceFor(problemOf(error), say);
  replaceStep(
    notice(element('p', null, sentence)),
    button(say('tryAgain'), () => location.reload()),
  );
}
