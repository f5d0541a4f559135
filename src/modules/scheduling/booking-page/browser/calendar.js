import { addDays, addMonths, monthOf, placeInWeek, sameDayOfMonth, weeksOf } from './dates.js';
import { button, element } from './elements.js';

/**
 * @typedef {object} CalendarOptions
 * @property {import('./texts.js').Say} say
 * @property {import('./dates.js').DateWords} words
 * @property {(day: string) => void} onDay somebody chose a day
 * @property {(month: string) => void} onMonth somebody wants to see another month
 * @property {boolean} opensFullDays whether a day without times can be chosen, too
 */

/**
 * Month grid by the "date picker" pattern of the ARIA Authoring Practices Guide, with a roving tabindex: arrow keys
 * move by days, Home and End within the week, Page Up and Page Down by months.
 */
export class Calendar {
  /** @type {CalendarOptions} */
  #options;
  #month = '';
  #firstMonth = '';
  #today = '';
  /** Day with tabindex 0. */
  #current = '';
  /** @type {string | null} */
  #chosen = null;
  /** @type {ReadonlyMap<string, number>} */
  #counts = new Map();
  /** Whether the times of the month are known. */
  #isLoaded = false;
  #title = element('h3', { id: 'month' });
  #previous;
  #next;
  #grid = element('table', { role: 'grid', 'aria-labelledby': 'month' });

  /** @param {CalendarOptions} options */
  constructor(options) {
    this.#options = options;
    const { say } = options;
    this.#previous = button('‹', () => this.#turn(-1), { 'aria-label': say('previousMonth') });
    this.#next = button('›', () => this.#turn(1), { 'aria-label': say('nextMonth') });
    this.#grid.addEventListener('keydown', (event) => this.#onKey(event));
    this.element = element(
      'div',
      { class: 'calendar' },
      element('div', { class: 'months' }, this.#previous, this.#title, this.#next),
      this.#grid,
    );
  }

  /** Whether the slots of the month are loading. */
  set isBusy(/** @type {boolean} */ isBusy) {
    this.#grid.setAttribute('aria-busy', String(isBusy));
  }

  /**
   * @param {object} view
   * @param {string} view.month
   * @param {string} view.today the first day that can have times
   * @param {ReadonlyMap<string, number>} view.counts how many times each day has
   * @param {string | null} view.chosen
   * @param {boolean} view.isLoaded whether the times of the month are known
   */
  show({ month, today, counts, chosen, isLoaded }) {
    const hadFocus = this.#grid.contains(document.activeElement);
    this.#month = month;
    this.#today = today;
    this.#firstMonth = monthOf(today);
    this.#counts = counts;
    this.#chosen = chosen;
    this.#isLoaded = isLoaded;
    if (monthOf(this.#current) !== month) this.#current = this.#firstDayToShow();
    this.#draw();
    if (hadFocus) this.#focusCurrent();
  }

  #firstDayToShow() {
    const [first] = [...this.#counts.keys()].filter((day) => monthOf(day) === this.#month).sort();
    if (this.#chosen && monthOf(this.#chosen) === this.#month) return this.#chosen;
    return first ?? (this.#month === this.#firstMonth ? this.#today : `${this.#month}-01`);
  }

  #draw() {
    const { words } = this.#options;
    const weeks = weeksOf(this.#month, words.firstWeekday);
    this.#title.textContent = words.month(this.#month);
    // `aria-disabled` instead of `disabled`, which would drop the focus from a button just pressed.
    this.#previous.setAttribute('aria-disabled', String(this.#month <= this.#firstMonth));
    const [firstWeek = []] = weeks.filter((week) => week.every((day) => day !== null));
    const names = firstWeek.map((day) =>
      element('th', { scope: 'col', abbr: words.weekday(day ?? '', 'long') }, words.weekday(day ?? '', 'short')),
    );
    this.#grid.replaceChildren(
      element('thead', null, element('tr', null, ...names)),
      element('tbody', null, ...weeks.map((week) => element('tr', null, ...week.map((day) => this.#cell(day))))),
    );
  }

  /** @param {string | null} day */
  #cell(day) {
    if (day === null) return element('td', null);
    const { say, words, onDay, opensFullDays } = this.#options;
    const count = this.#counts.get(day) ?? 0;
    const isFull = opensFullDays && this.#isLoaded && count === 0 && day >= this.#today;
    const date = words.day(day);
    const choose = () => {
      this.#current = day;
      if (count > 0 || isFull) onDay(day);
    };
    const attributes = {
      'data-day': day,
      tabindex: day === this.#current ? 0 : -1,
      'aria-label': count > 0 ? say('dayWithTimes', { date, count }) : say('dayWithout', { date }),
      'data-full': isFull,
      'aria-disabled': count === 0 && !isFull ? 'true' : null,
      'aria-current': day === this.#today ? 'date' : null,
    };
    return element(
      'td',
      { 'aria-selected': day === this.#chosen ? 'true' : null },
      button(String(Number(day.slice(8))), choose, attributes),
    );
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const day = this.#current;
    const place = placeInWeek(day, this.#options.words.firstWeekday);
    /** @type {Record<string, () => string>} */
    const targets = {
      ArrowLeft: () => addDays(day, -1),
      ArrowRight: () => addDays(day, 1),
      ArrowUp: () => addDays(day, -7),
      ArrowDown: () => addDays(day, 7),
      Home: () => addDays(day, -place),
      End: () => addDays(day, 6 - place),
      PageUp: () => sameDayOfMonth(day, -1),
      PageDown: () => sameDayOfMonth(day, 1),
    };
    const target = targets[event.key]?.();
    if (!target || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    this.#goTo(target);
  }

  /** @param {string} day */
  #goTo(day) {
    if (monthOf(day) < this.#firstMonth) return;
    this.#current = day;
    if (monthOf(day) === this.#month) {
      for (const one of this.#days()) one.tabIndex = one.dataset.day === day ? 0 : -1;
      this.#focusCurrent();
    } else this.#options.onMonth(monthOf(day));
  }

  /** @param {number} months */
  #turn(months) {
    const month = addMonths(this.#month, months);
    if (month >= this.#firstMonth) this.#options.onMonth(month);
  }

  #focusCurrent() {
    for (const one of this.#days()) if (one.dataset.day === this.#current) one.focus();
  }

  #days() {
    return this.#grid.querySelectorAll('button');
  }
}
