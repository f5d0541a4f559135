import { changeManaged, findManaged, findSlots } from './api.js';
import { button, definitions, element, focusOn, goodNews, notice } from './elements.js';
import { replaceStep, say, showLoading, showStep, subject, words } from './page.js';
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
    const { title, status, canChange, eventTypeId, cancelReason } = this.#booking;
    return [
      element('h2', null, title),
      definitions([[say('state'), say(STATES[status])], [say('reason'), cancelReason], ...this.#facts()]),
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

  /** @returns {[string, string | null][]} */
  #facts() {
    const { timeZone, location, organizerName, bookerName } = this.#booking;
    return [
      [say('when'), words.period(this.#booking, timeZone)],
      [say('timeZone'), timeZone.replaceAll('_', ' ')],
      [say('where'), location],
      [say('who'), organizerName],
      [say('for'), bookerName],
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
      element('p', null, words.period(slot, picker.timeZone)),
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
      if (CHANGED.includes(problem.code)) await this.#showChanged(refused);
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
  new ManagedSteps(subject, await findManaged(subject)).start();
} catch (error) {
  const problem = problemOf(error);
  const isDead = problem.code === 'not_found' || problem.code === 'validation_failed';
  replaceStep(
    notice(element('p', null, isDead ? say('linkDead') : sentenceFor(problem, say))),
    !isDead && button(say('tryAgain'), () => location.reload()),
  );
}
