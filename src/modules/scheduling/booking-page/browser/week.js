import { addDays } from './dates.js';
import { button, element } from './elements.js';
import { placeAfter } from './week-keys.js';

/**
 * @typedef {import('./api.js').Slot} Slot
 *
 * @typedef {object} WeekOptions
 * @property {import('./texts.js').Say} say
 * @property {import('./dates.js').DateWords} words
 * @property {(slots: readonly Slot[]) => HTMLElement[]} itemsOf of a list of times
 * @property {(weeks: number) => unknown} onTurn somebody wants to see a week after or before this one
 * @property {(day: string) => unknown} [onWait] somebody would wait for a time of this day
 */

/** Seven days beside each other with their times; on narrow screens below each other. Arrow keys move among the times. */
export class Week {
  /** @type {WeekOptions} */
  #options;
  #title = element('h3', { id: 'week' });
  #previous;
  #days = element('div', { class: 'days', role: 'group', 'aria-labelledby': 'week' });
  #isFirst = false;

  /** @param {WeekOptions} options */
  constructor(options) {
    this.#options = options;
    const { say } = options;
    this.#previous = button('‹', () => this.#turn(-1), { 'aria-label': say('previousWeek') });
    const next = button('›', () => this.#turn(1), { 'aria-label': say('nextWeek') });
    this.#days.addEventListener('keydown', (event) => this.#onKey(event));
    this.element = element(
      'div',
      { class: 'week', hidden: true },
      element('div', { class: 'months' }, this.#previous, this.#title, next),
      this.#days,
    );
  }

  /** Whether the slots of the week are loading. */
  set isBusy(/** @type {boolean} */ isBusy) {
    this.#days.setAttribute('aria-busy', String(isBusy));
  }

  /**
   * @param {object} view
   * @param {string} view.from the first day
   * @param {string} view.today the first day that can have times
   * @param {ReadonlyMap<string, readonly Slot[]>} view.slots by day
   * @param {boolean} view.isLoaded whether the times of the week are known
   */
  show({ from, today, slots, isLoaded }) {
    const { words } = this.#options;
    const days = daysFrom(from);
    this.#isFirst = from <= today;
    this.#title.textContent = words.days(from, days.at(-1) ?? from);
    // `aria-disabled` instead of `disabled`, which would drop the focus from a button just pressed.
    this.#previous.setAttribute('aria-disabled', String(this.#isFirst));
    this.#days.replaceChildren(...days.map((day) => this.#column(day, { today, slots, isLoaded })));
  }

  /** Focuses the first time. */
  focus() {
    /** @type {HTMLElement | null} */ (this.#days.querySelector('.slots button'))?.focus();
  }

  /**
   * @param {string} day
   * @param {{ today: string, slots: ReadonlyMap<string, readonly Slot[]>, isLoaded: boolean }} view
   */
  #column(day, { today, slots, isLoaded }) {
    const { say, words, itemsOf, onWait } = this.#options;
    const times = slots.get(day) ?? [];
    const date = words.day(day);
    const title = element(
      'h4',
      { id: `day-${day}`, 'aria-current': day === today ? 'date' : null },
      element('span', { 'aria-hidden': 'true' }, words.shortDay(day)),
      element('span', { class: 'unseen' }, date),
    );
    const canWait = onWait && isLoaded && day >= today;
    const content =
      times.length > 0
        ? [element('ul', { class: 'slots' }, ...itemsOf(times))]
        : [
            isLoaded && element('p', { class: 'quiet' }, say('noTimes')),
            canWait && button(say('wait'), () => onWait(day), { 'aria-describedby': `day-${day}`, class: 'wait' }),
          ];
    return element('div', { role: 'group', 'aria-labelledby': `day-${day}`, 'data-date': day }, title, ...content);
  }

  /** @param {number} weeks */
  #turn(weeks) {
    return weeks < 0 && this.#isFirst ? undefined : this.#options.onTurn(weeks);
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const columns = [...this.#days.children].map((day) => [...day.querySelectorAll('button')]);
    const column = columns.findIndex((times) => times.some((time) => time === document.activeElement));
    const row = columns[column]?.findIndex((time) => time === document.activeElement) ?? -1;
    const target = placeAfter(
      event.key,
      { column, row },
      columns.map(({ length }) => length),
    );
    if (!target) return;
    event.preventDefault();
    columns[target.column]?.[target.row]?.focus();
  }
}

/** @param {string} first */
function daysFrom(first) {
  return Array.from({ length: 7 }, (_, index) => addDays(first, index));
}
