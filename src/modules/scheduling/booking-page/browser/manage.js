import { changeManaged, findManaged, findSlots } from './api.js';
import { showBrand } from './brand.js';
import { calendarChoices } from './calendar-choices.js';
import { button, definitions, element, focusOn, goodNews, linked, notice } from './elements.js';
import { replaceStep, say, showLoading, showStep, subject, words } from './page.js';
import { dayIn } from './dates.js';
import { detectedTimeZone } from './time-zones.js';
import { isOfTheTime, problemOf, sentenceFor } from './problems.js';
import { SlotPicker } from './slot-picker.js';

/**
 * @typedef {import('./api.js').ManagedBooking} ManagedBooking
 * @typedef {import('./api.js').Slot} Slot
 * @typedef {import('./texts.js').TextKey} TextKey
 */

const MINUTE_MS = 60_000;
const LONGEST_REASON = 500;

/** @type {Readonly<Record<ManagedBooking['status'], TextKey>>} */
const STATES = {
  confirmed: 'confirmedState',
  pending: 'pendingState',
  cancelled: 'cancelledState',
  declined: 'declinedState',
};

/** These take place, or may. */
const STANDING = ['confirmed', 'pending'];

/** Errors after which the booking is shown in its present state. */
const CHANGED = ['precondition_failed', 'already_cancelled', 'already_declined', 'already_started'];

/** Manages the booking of a link: shows, moves and cancels it. */
class ManagedSteps {
  #token;
  #booking;

  /**
   * @param {string} token
   * @param {ManagedBooking} booking
   */
  constructor(token, booking) {
    this.#token = token;
    this.#booking = booking;
  }

  start() {
    replaceStep(...this.#overview());
  }

  /**
   * @param {string} sentence what has just happened
   * @param {...import('./elements.js').Content} more
   */
  #showNews(sentence, ...more) {
    const heading = element('h2', null, sentence);
    showStep(heading, goodNews(heading, ...more), ...this.#overview());
  }

  #showOverview() {
    const [heading, ...rest] = this.#overview();
    showStep(heading, heading, ...rest);
  }

  /** @returns {[HTMLElement, ...import('./elements.js').Content[]]} */
  #overview() {
    const { title, status, canChange, eventTypeId, cancelReason, manageUrl } = this.#booking;
    return [
      element('h2', null, title),
      definitions([[say('state'), say(STATES[status])], [say('reason'), cancelReason], ...this.#facts()]),
      STANDING.includes(status) && calendarChoices(say, this.#booking, manageUrl),
      canChange
        ? element(
            'p',
            { class: 'actions' },
            eventTypeId && button(say('move'), () => this.#chooseTime(), { class: 'primary' }),
            button(say('cancel'), () => this.#askToCancel()),
          )
        : element('p', null, say('cannotChange')),
    ];
  }

  /** @returns {[string, import('./elements.js').Content][]} */
  #facts() {
    const { status, timeZone, location, isOnline, organizerName, bookerName, notes, session } = this.#booking;
    return [
      [say('when'), words.period(this.#booking, timeZone)],
      [say('timeZone'), timeZone.replaceAll('_', ' ')],
      [say('where'), status === 'pending' && isOnline ? say('onlineLater') : linked(location)],
      [say('room'), session && element('a', { href: session.url }, say('openRoom'))],
      [say('who'), organizerName],
      [say('for'), bookerName],
      [say('yourNotes'), notes],
    ];
  }

  #chooseTime() {
    const { id, eventTypeId, start, end } = this.#booking;
    const reason = reasonField();
    const durationMinutes = (Date.parse(end) - Date.parse(start)) / MINUTE_MS;
    /** @type {SlotPicker} */
    const picker = new SlotPicker({
      say,
      words,
      durations: [durationMinutes],
      showsSeats: false,
      // Where the booking is, by the clock of whoever moves it.
      near: dayIn(start, detectedTimeZone()),
      load: (query) => findSlots({ ...query, eventTypeId: eventTypeId ?? '', rescheduleBookingId: id }),
      onSlot: (slot) => this.#askToMove(picker, slot, reason),
    });
    showStep(picker.heading, picker.element, this.#back());
    return picker.start();
  }

  /**
   * @param {SlotPicker} picker
   * @param {Slot} slot
   * @param {ReturnType<typeof reasonField>} reason
   */
  #askToMove(picker, slot, reason) {
    const heading = element('h2', null, say('newTime'));
    const complaint = element('div', null);
    const move = async () => {
      const change = { start: slot.start, ...reason.value() };
      const isDone = await this.#change('reschedule', change, (problem) => {
        if (!isOfTheTime(problem)) return complain(complaint, problem);
        showStep(picker.heading, picker.element, this.#back());
        void picker.refuse(sentenceFor(problem, say), problem.alternatives);
      });
      if (isDone) this.#showMoved();
    };
    const another = () => {
      picker.clear();
      showStep(picker.heading, picker.element, this.#back());
    };
    showStep(
      heading,
      heading,
      this.#comparison(slot, picker.timeZone),
      complaint,
      reason.element,
      element(
        'p',
        { class: 'actions' },
        button(say('confirmMove'), move, { class: 'primary' }),
        button(say('chooseAnother'), another),
      ),
    );
  }

  /**
   * The old time and the new one, in the zone that was booked in, and in that of whoever moves it where it is another.
   * @param {Slot} slot
   * @param {string} timeZone
   */
  #comparison(slot, timeZone) {
    const zones = [...new Set([this.#booking.timeZone, timeZone])];
    const inZones = (/** @type {{ start: string, end: string }} */ period) =>
      element(
        'span',
        null,
        ...zones.map((zone) =>
          element('span', { class: 'line' }, `${words.period(period, zone)} (${zone.replaceAll('_', ' ')})`),
        ),
      );
    return definitions([
      [say('oldTime'), inZones(this.#booking)],
      [say('newTime'), inZones(slot)],
    ]);
  }

  #showMoved() {
    const { manageUrl } = this.#booking;
    this.#token = new URL(manageUrl).pathname.split('/').at(-1) ?? '';
    // The former link is not valid any more: replaces the URL, so that reloading works.
    history.replaceState(null, '', `${this.#token}${location.search}`);
    this.#showNews(
      say('moved'),
      element('p', null, say('movedHint'), ' ', element('a', { href: manageUrl }, say('manageLink'))),
    );
  }

  #askToCancel() {
    const heading = element('h2', null, say('cancelQuestion'));
    const reason = reasonField();
    const complaint = element('div', null);
    const cancel = async () => {
      const isDone = await this.#change('cancel', reason.value(), (problem) => complain(complaint, problem));
      if (isDone) this.#showNews(say('cancelled'));
    };
    showStep(
      heading,
      heading,
      definitions(this.#facts()),
      complaint,
      reason.element,
      element(
        'p',
        { class: 'actions' },
        button(say('confirmCancel'), cancel, { class: 'danger' }),
        button(say('keep'), () => this.#showOverview()),
      ),
    );
  }

  /**
   * @param {'cancel' | 'reschedule'} action
   * @param {{ start?: string, reason?: string }} change
   * @param {(problem: import('./api.js').Problem) => void} refused
   * @returns {Promise<boolean>} whether it is done
   */
  async #change(action, change, refused) {
    try {
      this.#booking = await changeManaged(this.#token, this.#booking.version, action, change);
      return true;
    } catch (error) {
      const problem = problemOf(error);
      // The link was replaced meanwhile: the page says what helps.
      if (problem.code === 'not_found') location.reload();
      else if (CHANGED.includes(problem.code)) await this.#showChanged(refused);
      else refused(problem);
      return false;
    }
  }

  /** @param {(problem: import('./api.js').Problem) => void} refused */
  async #showChanged(refused) {
    try {
      this.#booking = await findManaged(this.#token);
      this.#showNews(say('changedMeanwhile'));
    } catch (error) {
      refused(problemOf(error));
    }
  }

  #back() {
    return element(
      'p',
      null,
      button(say('back'), () => this.#showOverview()),
    );
  }
}

/** Optional reason for moving or cancelling. */
function reasonField() {
  const input = element('textarea', { id: 'reason', rows: 3, maxlength: LONGEST_REASON });
  const label = element('label', { for: 'reason' }, say('optional', { label: say('reasonFor') }));
  return {
    element: element('div', { class: 'field' }, label, input),
    /** @returns {{ reason?: string }} */
    value: () => (input.value.trim() ? { reason: input.value.trim() } : {}),
  };
}

/**
 * @param {HTMLElement} place
 * @param {import('./api.js').Problem} problem
 */
function complain(place, problem) {
  const told = notice(element('p', null, sentenceFor(problem, say)));
  place.replaceChildren(told);
  focusOn(told);
}

// "Back" to the page on which it was booked, which is another document.
window.addEventListener('popstate', () => location.reload());
showLoading();
try {
  const booking = await findManaged(subject);
  if (booking.brand) showBrand(booking.brand);
  new ManagedSteps(subject, booking).start();
} catch (error) {
  const problem = problemOf(error);
  const isDead = problem.code === 'not_found' || problem.code === 'validation_failed';
  replaceStep(
    notice(element('p', null, isDead ? say('linkDead') : sentenceFor(problem, say))),
    !isDead && button(say('tryAgain'), () => location.reload()),
  );
}
