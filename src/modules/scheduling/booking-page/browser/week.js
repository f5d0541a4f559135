import { addDays } from './dates.js';
import { button, element } from './elements.js';
import { placeAfter, placeNear, WEEKS_BY_KEY } from './week-keys.js';

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

/**
 * Seven days beside each other with their times; on narrow screens below each other. Arrow keys, Home and End move among
 * the times, Page Up and Page Down by weeks.
 */
export class Week {
  /** @type {WeekOptions} */
  #options;
  #title = element('h3', { id: 'week' });
  #previous;
  #next;
  #days = element('div', { class: 'days', role: 'group', 'aria-labelledby': 'week' });
  #isFirst = false;

  /** @param {WeekOptions} options */
  constructor(options) {
    this.#options = options;
    const { say } = options;
    this.#previous = button('‹', () => this.#turn(-1), { 'aria-label': say('previousWeek') });
    this.#next = button('›', () => this.#turn(1), { 'aria-label': say('nextWeek') });
    this.#days.addEventListener('keydown', (event) => this.#onKey(event));
    this.element = element(
      'div',
      { class: 'week', hidden: true },
      element('div', { class: 'months' }, this.#previous, this.#title, this.#next),
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
    const columns = this.#columns;
    const column = columns.findIndex((times) => times.some((time) => time === document.activeElement));
    const row = columns[column]?.findIndex((time) => time === document.activeElement) ?? -1;
    const place = { column, row };
    const weeks = WEEKS_BY_KEY[event.key];
    const target = placeAfter(event.key, place, lengthsOf(columns));
    if (weeks === undefined ? !target : row < 0) return;
    event.preventDefault();
    if (weeks !== undefined) void this.#turnFrom(place, weeks);
    else if (target) columns[target.column]?.[target.row]?.focus();
  }

  /**
   * @param {{ column: number, row: number }} place of the focus, which another week keeps
   * @param {number} weeks
   */
  async #turnFrom(place, weeks) {
    await this.#turn(weeks);
    // It is still somewhere when there is no such week, or what went wrong is told.
    if (document.activeElement !== document.body) return;
    const columns = this.#columns;
    const target = placeNear(place, lengthsOf(columns));
    const there = target && columns[target.column]?.[target.row];
    (there ?? (weeks < 0 ? this.#previous : this.#next)).focus();
  }

  /** The times of each day, and the buttons that wait for one. */
  get #columns() {
    return [...this.#days.children].map((day) => [...day.querySelectorAll('button')]);
  }
}

/** @param {readonly (readonly unknown[])[]} columns */
function lengthsOf(columns) {
  return columns.map(({ length }) => length);
}

/** @param {string} first */
function daysFrom(first) {
  return Array.from({ length: 7 }, (_, index) => addDays(first, index));
}
