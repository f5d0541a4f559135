import { languageIn, placeIn, prefilledIn, queryWith } from './address.js';
import { book, findEventType, findSlots, newKey } from './api.js';
import { calendarChoices } from './calendar-choices.js';
import { DetailsForm } from './details-form.js';
import { DraftOf } from './draft.js';
import { button, definitions, element, focusOn, linked, notice } from './elements.js';
import { isFramed, keepHeight, tellAround } from './framed.js';
import { bookerFields, guestsField, notesField } from './fields.js';
import { goingOn } from './going-on.js';
import { KeptSlot } from './kept-slot.js';
import { lang, replaceStep, say, showLoading, showStep, subject, words } from './page.js';
import { isOfTheTime, problemOf, sentenceFor } from './problems.js';
import { redirectOf } from './redirect.js';
import { SlotPicker } from './slot-picker.js';
import { WaitingStep } from './waiting.js';

/**
 * @typedef {import('./api.js').EventType} EventType
 * @typedef {import('./api.js').Slot} Slot
 */

const MINUTE_MS = 60_000;

/** Marks an entry of the history before which the times were shown. */
const FROM_TIMES = 'from-times';

/** @param {string} slot */
function pushSlot(slot) {
  history.pushState(FROM_TIMES, '', `${location.pathname}${queryWith(location.search, { slot })}`);
}

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
  #draft = new DraftOf(subject);
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
      onSlot: (slot) => this.#choose(slot, 'push'),
      onWait: (range) => this.#askToWait(range),
      place: placeIn(location.search),
      onMove: (place) =>
        history.replaceState(history.state, '', `${location.pathname}${queryWith(location.search, place)}`),
    });
    this.#form = new DetailsForm({
      say,
      fields: [...bookerFields(say, type), notesField(say), guestsField(say)],
      action: say(type.requiresConfirmation ? 'request' : 'confirm'),
      onSubmit: (details) => this.#book(details),
      onInput: () => this.#draft.keep({ fields: this.#form.texts }),
    });
    this.#form.prefill(prefilledIn(location.search));
    this.#form.restore(this.#draft.value.fields ?? []);
    // The browser's "back" leads from the form to the times, and "forward" to the form again.
    const path = location.pathname;
    window.addEventListener('popstate', () => {
      if (location.pathname === path) void this.#showPlace();
      else location.reload();
    });
  }

  async start() {
    const { slot } = placeIn(location.search);
    if (slot) return this.#open(slot);
    replaceStep(this.#facts(), this.#picker.element);
    await this.#picker.start();
  }

  async #showPlace() {
    const { slot } = placeIn(location.search);
    if (!slot) this.#backToTimes();
    else if (slot !== this.#choice?.slot.start) await this.#open(slot);
  }

  /**
   * Shows the form for the slot of the address: with what is kept for this tab, after a reload, or else kept anew.
   * @param {string} start
   */
  async #open(start) {
    const end = new Date(Date.parse(start) + this.#picker.durationMinutes * MINUTE_MS).toISOString();
    const { hold } = this.#draft.value;
    const kept = hold?.start === start ? await KeptSlot.resume(hold.id, this.#language) : null;
    if (kept) this.#showChoice({ slot: { start, end: kept.hold?.end ?? end }, kept });
    else await this.#choose({ start, end }, 'stay');
  }

  get #language() {
    return { say, words, timeZone: this.#picker.timeZone };
  }

  #facts() {
    const { hostNames, organizationName, location, isOnline, durations } = this.#type;
    const [only, ...others] = durations;
    const names = [hostNames.join(', '), organizationName].filter(Boolean).join(', ');
    return definitions([
      [say('who'), names],
      [say('where'), isOnline ? say('online') : location],
      [say('length'), others.length === 0 && say('minutes', { count: only ?? 0 })],
    ]);
  }

  /**
   * @param {Slot} slot
   * @param {'push' | 'stay'} history whether the address gets the slot, or has it
   */
  async #choose(slot, history) {
    if (this.#isChoosing) return;
    this.#isChoosing = true;
    const wanted = { eventTypeId: this.#type.id, start: slot.start, durationMinutes: this.#picker.durationMinutes };
    try {
      const kept = await KeptSlot.keep(wanted, this.#language);
      if (history === 'push') pushSlot(slot.start);
      if (kept.id) this.#draft.keep({ hold: { id: kept.id, start: slot.start } });
      this.#showChoice({ slot, kept });
    } catch (error) {
      const problem = problemOf(error);
      if (history === 'stay') this.#leaveSlot();
      await this.#refuseSlot(problem, slot);
    } finally {
      this.#isChoosing = false;
    }
  }

  /** @param {{ slot: Slot, kept: KeptSlot }} choice */
  #showChoice(choice) {
    this.#choice = choice;
    this.#showForm(choice.slot, choice.kept);
  }

  /** The address leads to the times from now on. */
  #leaveSlot() {
    history.replaceState(null, '', `${location.pathname}${queryWith(location.search, { slot: null })}`);
    showStep(this.#picker.heading, this.#facts(), this.#picker.element);
  }

  /**
   * @param {Slot} slot
   * @param {KeptSlot} kept
   */
  #showForm(slot, kept) {
    this.#complaint.replaceChildren();
    const when = words.period(slot, this.#picker.timeZone);
    const heading = element('h2', null, say('yourDetails'));
    const { successRedirectUrl, redirectsWithBooking } = this.#type;
    const toldTo = successRedirectUrl !== null && redirectsWithBooking ? new URL(successRedirectUrl).host : null;
    showStep(
      heading,
      heading,
      definitions([
        [say('when'), when],
        [say('timeZone'), this.#picker.timeZone.replaceAll('_', ' ')],
      ]),
      kept.element,
      button(say('chooseAnother'), () => this.#chooseAnother()),
      this.#complaint,
      this.#form.element,
      toldTo && element('p', { class: 'quiet' }, say('toldTo', { site: toldTo })),
    );
  }

  /** "Back" where that leads to the times, and not to whoever linked to this slot. */
  #chooseAnother() {
    if (history.state === FROM_TIMES) return history.back();
    history.replaceState(null, '', `${location.pathname}${queryWith(location.search, { slot: null })}`);
    this.#backToTimes();
  }

  #backToTimes() {
    const choice = this.#choice;
    if (this.#picker.element.isConnected) return;
    this.#choice = null;
    this.#draft.keep({ hold: undefined });
    this.#picker.clear();
    showStep(this.#picker.heading, this.#facts(), this.#picker.element);
    void (choice?.kept.giveBack() ?? Promise.resolve()).then(() => this.#picker.refresh());
  }

  /** @param {import('./details-form.js').Details} details */
  async #book(details) {
    if (!this.#choice) return;
    const { slot, kept } = this.#choice;
    // One seat is kept, and would be missing from several.
    if (details.seats && kept.id) await kept.giveBack();
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
      this.#draft.forget();
      this.#showDone(booking, details.attendee);
    } catch (error) {
      await this.#refused(problemOf(error), { slot, kept }, details);
    }
  }

  /**
   * @param {import('./api.js').Problem} problem
   * @param {{ slot: Slot, kept: KeptSlot }} choice
   * @param {import('./details-form.js').Details} details
   */
  async #refused(problem, { slot, kept }, details) {
    if (kept.id && ['hold_expired', 'hold_mismatch'].includes(problem.code)) {
      kept.forget();
      await this.#book(details);
    } else if (isOfTheTime(problem)) {
      kept.end();
      this.#choice = null;
      this.#draft.keep({ hold: undefined });
      this.#leaveSlot();
      await this.#refuseSlot(problem, slot);
    } else if (!this.#form.refuse(problem.errors)) {
      const told = notice(element('p', null, sentenceFor(problem, say)));
      this.#complaint.replaceChildren(told);
      focusOn(told);
    }
  }

  /**
   * @param {import('./api.js').Problem} problem
   * @param {Slot} slot that is not to be had
   */
  #refuseSlot(problem, slot) {
    const wanted = Date.parse(slot.start) > Date.now() ? slot : undefined;
    return this.#picker.refuse(sentenceFor(problem, say), problem.alternatives, wanted);
  }

  /** @param {import('./slot-picker.js').LocalRange} range */
  #askToWait(range) {
    const { timeZone, durationMinutes } = this.#picker;
    const step = new WaitingStep({
      type: this.#type,
      timeZone,
      durationMinutes,
      range,
      filled: this.#form.texts,
      onSlot: (slot) => this.#choose(slot, 'push'),
      onInput: (texts) => {
        this.#form.restore(texts);
        this.#draft.keep({ fields: this.#form.texts });
      },
      onBack: () => this.#backToTimes(),
    });
    step.show();
  }

  /**
   * @param {import('./api.js').NewBooking} booking
   * @param {{ name: string, email: string }} attendee
   */
  #showDone(booking, attendee) {
    const isCertain = booking.status === 'confirmed';
    const heading = element('h2', null, say(isCertain ? 'confirmed' : 'requested'));
    const { manageUrl } = booking;
    const { timeZone } = this.#picker;
    const next = redirectOf(this.#type, booking, { ...attendee, timeZone });
    tellAround({ isBooked: true });
    // From now on the address is that of the booking, which lasts. In a frame it stays, because the pages of bookings are shown in none.
    if (manageUrl && !isFramed)
      history.replaceState(null, '', `${new URL(manageUrl).pathname}${languageIn(location.search)}`);
    showStep(
      heading,
      heading,
      definitions([
        [say('what'), booking.title],
        [say('when'), words.period(booking, timeZone)],
        [say('timeZone'), timeZone.replaceAll('_', ' ')],
        [say('where'), !isCertain && this.#type.isOnline ? say('onlineLater') : linked(booking.location)],
        [say('who'), this.#type.hostNames.join(', ')],
      ]),
      element('p', null, say(isCertain ? 'mailConfirmed' : 'mailRequested', { email: attendee.email })),
      next && goingOn(say, next, !isFramed || this.#type.redirectsInFrames),
      manageUrl && calendarChoices(say, booking, manageUrl),
      manageUrl &&
        element(
          'p',
          null,
          say('manageHint'),
          ' ',
          element('a', { href: manageUrl, target: isFramed ? '_blank' : null }, say('manageLink')),
        ),
    );
  }
}

keepHeight();
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
