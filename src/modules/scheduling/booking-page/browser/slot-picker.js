import { Calendar } from './calendar.js';
import { addDays, addMonths, dayIn, daysOfMonth, lastDayOf, localIn, monthOf, weekOf } from './dates.js';
import { keptDisplay } from './display.js';
import { displayChoice } from './display-choice.js';
import { button, element, focusOn, notice } from './elements.js';
import { problemOf, sentenceFor } from './problems.js';
import { slotItems } from './slot-items.js';
import { detectedTimeZone, TimeZoneChoice } from './time-zones.js';
import { viewChoice } from './view-choice.js';
import { Week } from './week.js';

/** How many months are searched for the first free time, and how many by "next free day". */
const MONTHS_AHEAD = 3;
const MOST_MONTHS_AHEAD = 12;

/**
 * @typedef {import('./api.js').Slot} Slot
 * @typedef {{ from: string, to: string }} LocalRange by the clocks of the chosen zone: `2031-03-15T09:00`
 *
 * @typedef {object} SlotPickerOptions
 * @property {import('./texts.js').Say} say
 * @property {import('./dates.js').DateWords} words
 * @property {readonly number[]} durations in minutes, the first one is the default
 * @property {boolean} showsSeats
 * @property {(query: { from: string, to: string, timeZone: string, durationMinutes: number }) => Promise<Slot[]>} load
 * @property {(slot: Slot) => unknown} onSlot
 * @property {(range: LocalRange) => unknown} [onWait] somebody would wait for a time of this range
 * @property {Partial<import('./address.js').Place>} [place] what to show at first
 * @property {string} [near] a day of the month or week to show at first, where the place says none
 * @property {(place: Partial<import('./address.js').Place>) => void} [onMove] something else is shown now
 */

/** Picker of duration, time zone, day and time: by a month, or by a week. */
export class SlotPicker {
  /** @type {SlotPickerOptions} */
  #options;
  /** @type {string} */
  timeZone;
  /** @type {number} */
  durationMinutes;
  /** @type {import('./address.js').View} */
  #view;
  /** A day of the month or week that is shown; '' while none is. */
  #near;
  /** The chosen one of a month. @type {string | null} */
  #day;
  /** Whether somebody chose this month or week. */
  #isAsked;
  /** Number of the latest query; responses to earlier ones are stale. */
  #question = 0;
  /** Slots of the shown month or week, by day. @type {Map<string, Slot[]>} */
  #slots = new Map();
  #isLoaded = false;
  #calendar;
  #week;
  #notice = element('div', null);
  #status = element('p', { role: 'status', class: 'quiet' });
  /** Shown under a month or week without times. */
  #further;
  /** The same. */
  #wait;
  #times = element('section', { class: 'times', 'aria-labelledby': 'times-title', hidden: true });

  /** @param {SlotPickerOptions} options */
  constructor(options) {
    this.#options = options;
    const { say, words, durations, place = {} } = options;
    this.timeZone = place.timeZone ?? detectedTimeZone();
    this.durationMinutes = durations.find((minutes) => minutes === place.durationMinutes) ?? durations[0] ?? 0;
    this.#view = place.view ?? keptDisplay().view ?? 'month';
    this.#day = place.day ?? (place.slot ? dayIn(place.slot, this.timeZone) : null);
    this.#near = this.#day ?? (place.month ? `${place.month}-01` : (options.near ?? ''));
    this.#isAsked = this.#near !== '';
    this.heading = element('h2', null, say(this.#isByWeek ? 'chooseTime' : 'chooseDay'));
    this.#calendar = new Calendar({
      say,
      words,
      onDay: (day) => this.#showDay(day),
      onMonth: (month) => this.#turnTo(`${month}-01`),
      opensFullDays: options.onWait !== undefined,
    });
    const { onWait } = options;
    this.#week = new Week({
      say,
      words,
      itemsOf: (slots) => this.#itemsOf(slots),
      onTurn: (weeks) => this.#turnTo(addDays(this.#period.from, 7 * weeks)),
      ...(onWait ? { onWait: (day) => onWait(daysOf(day, day)) } : {}),
    });
    const zones = new TimeZoneChoice({
      say,
      words,
      chosen: this.timeZone,
      onChange: (timeZone) => {
        this.timeZone = timeZone;
        options.onMove?.({ timeZone });
        void this.start();
      },
    });
    this.#further = button(say('nextFree'), () => this.#showNextFree(), { hidden: true });
    this.#wait = button(say('wait'), () => onWait?.(daysOf(this.#period.from, this.#period.to)), { hidden: true });
    this.element = element(
      'div',
      { class: 'picker' },
      this.#notice,
      durations.length > 1 && this.#durationChoice(),
      zones.element,
      viewChoice(say, this.#view, (view) => this.#changeView(view)),
      element(
        'details',
        null,
        element('summary', null, say('display')),
        // A week that begins on another day has other days.
        ...displayChoice(say, words, () => (this.#isByWeek && this.#near ? this.refresh() : this.#draw())),
      ),
      this.heading,
      this.#calendar.element,
      this.#week.element,
      this.#status,
      element('p', { class: 'actions' }, this.#further, this.#wait),
      this.#times,
    );
  }

  /** Shows the requested month or week, or the first one with free times, among the next few months. */
  async start() {
    const today = this.#today;
    const isAsked = this.#isAsked && this.#period.to >= today;
    if (!isAsked) this.#near = today;
    this.#forget();
    this.#status.textContent = this.#options.say('loading');
    this.#draw();
    if (isAsked) return void (await this.#showAround(this.#near));
    if (this.#isByWeek) {
      const free = await this.#findFree(today, MONTHS_AHEAD);
      if (free !== undefined) await this.#showAround(free ?? today);
      return;
    }
    for (let ahead = 0; ahead < MONTHS_AHEAD; ahead += 1)
      if (!(await this.#showAround(monthsAfter(today, ahead))) || this.#slots.size > 0) return;
    await this.#showAround(today);
  }

  /**
   * Shows why a time could not be booked, offers alternatives, and reloads.
   * @param {string} sentence
   * @param {readonly Slot[]} alternatives
   * @param {Slot} [wanted] for which somebody may wait
   */
  async refuse(sentence, alternatives, wanted) {
    const { say, words, onSlot, onWait } = this.#options;
    const others = alternatives.map((slot) =>
      element(
        'li',
        null,
        button(words.period(slot, this.timeZone), () => onSlot(slot)),
      ),
    );
    this.#tell(
      element('p', null, sentence),
      others.length > 0 && element('p', null, say('otherTimes')),
      others.length > 0 && element('ul', null, ...others),
      wanted && onWait && button(say('waitForThis'), () => onWait(this.#localRange(wanted))),
    );
    await this.refresh();
  }

  /** Reloads what is shown. */
  async refresh() {
    await (this.#near ? this.#showAround(this.#near) : this.start());
  }

  /** Removes the message about an earlier choice. */
  clear() {
    this.#notice.replaceChildren();
  }

  /** @param {Slot} slot @returns {LocalRange} */
  #localRange({ start, end }) {
    return { from: localIn(Date.parse(start), this.timeZone), to: localIn(Date.parse(end), this.timeZone) };
  }

  get #today() {
    return dayIn(Date.now(), this.timeZone);
  }

  get #isByWeek() {
    return this.#view === 'week';
  }

  get #month() {
    return monthOf(this.#near);
  }

  /** The first and the last day of what is shown. */
  get #period() {
    return this.#periodAround(this.#near);
  }

  /** @param {string} day */
  #periodAround(day) {
    return this.#isByWeek ? weekOf(day, this.#options.words.firstWeekday) : daysOfMonth(monthOf(day));
  }

  #forget() {
    this.#slots.clear();
    this.#isLoaded = false;
  }

  /** @param {import('./address.js').View} view */
  #changeView(view) {
    // The week of the chosen day, or else of the first one with times; the month of the week.
    const near = (view === 'week' && (this.#day ?? this.#slots.keys().next().value)) || this.#near;
    // Days that are over may be of the week or month that is shown.
    this.#near = near < this.#today ? this.#today : near;
    this.#view = view;
    this.#day = null;
    this.#options.onMove?.({ view, ...this.#placeShown });
    this.#forget();
    return this.refresh();
  }

  /** As the address says it. @returns {Partial<import('./address.js').Place>} */
  get #placeShown() {
    return this.#isByWeek ? { month: null, day: this.#period.from } : { month: this.#month, day: this.#day };
  }

  #durationChoice() {
    const { say, durations } = this.#options;
    const choices = durations.map((minutes) => {
      const change = () => {
        this.durationMinutes = minutes;
        this.#options.onMove?.({ durationMinutes: minutes });
        void this.start();
      };
      const isChosen = minutes === this.durationMinutes;
      return element(
        'label',
        null,
        element('input', { type: 'radio', name: 'duration', value: minutes, checked: isChosen, change }),
        say('minutes', { count: minutes }),
      );
    });
    return element('fieldset', { class: 'choices' }, element('legend', null, say('duration')), ...choices);
  }

  /** @param {import('./elements.js').Content[]} content */
  #tell(...content) {
    const told = notice(...content);
    this.#notice.replaceChildren(told);
    focusOn(told);
  }

  /** Looks for the first free day after what is shown. */
  async #showNextFree() {
    const from = this.#near;
    if (this.#isByWeek) {
      const free = await this.#findFree(addDays(this.#period.to, 1), MOST_MONTHS_AHEAD);
      if (free) return this.#turnTo(free, true);
      if (free === null) this.#status.textContent = this.#options.say('noneFree');
      return;
    }
    for (let ahead = 1; ahead <= MOST_MONTHS_AHEAD; ahead += 1) {
      if (!(await this.#showAround(monthsAfter(from, ahead)))) return;
      const [day] = this.#slots.keys();
      if (day) return this.#showDay(day);
    }
    await this.#showAround(from);
    this.#status.textContent = this.#options.say('noneFree');
  }

  /**
   * Looks for the first free day without showing it.
   * @param {string} from
   * @param {number} months how many are looked through
   * @returns {Promise<string | null | undefined>} null where there is none, undefined where nothing is to be shown any more
   */
  async #findFree(from, months) {
    const question = (this.#question += 1);
    this.#week.isBusy = true;
    for (let ahead = 0; ahead < months; ahead += 1) {
      const month = addMonths(monthOf(from), ahead);
      const slots = await this.#load(ahead === 0 ? from : `${month}-01`, lastDayOf(month));
      if (question !== this.#question) return undefined;
      this.#week.isBusy = slots !== null;
      if (slots === null) return undefined;
      const days = slots.map(({ start }) => dayIn(start, this.timeZone)).sort();
      if (days[0]) return days[0];
    }
    this.#week.isBusy = false;
    return null;
  }

  /**
   * @param {string} day of the month or week that the visitor wants to see
   * @param {boolean} [focuses] its first time, as its button may go
   */
  async #turnTo(day, focuses = false) {
    if (!(await this.#showAround(day))) return;
    this.#isAsked = true;
    this.#options.onMove?.(this.#placeShown);
    if (focuses) this.#week.focus();
  }

  /**
   * @param {string} near a day of the month or week
   * @returns {Promise<boolean>} whether its times are shown: false when the response was stale or failed
   */
  async #showAround(near) {
    const question = (this.#question += 1);
    this.#calendar.isBusy = this.#week.isBusy = true;
    const today = this.#today;
    const { from, to } = this.#periodAround(near);
    const slots = await this.#load(from < today ? today : from, to);
    if (question !== this.#question) return false;
    this.#calendar.isBusy = this.#week.isBusy = false;
    if (slots === null) return false;
    this.#near = near;
    this.#isLoaded = true;
    this.#slots = new Map();
    for (const slot of slots) {
      const day = dayIn(slot.start, this.timeZone);
      if (day >= from && day <= to) this.#slots.set(day, [...(this.#slots.get(day) ?? []), slot]);
    }
    if (this.#day && !this.#canShow(this.#day)) this.#day = null;
    this.#draw();
    this.#status.textContent = this.#countOfDays();
    const isFull = this.#slots.size === 0;
    this.#further.hidden = !isFull;
    this.#wait.hidden = !isFull || !this.#options.onWait;
    return true;
  }

  #countOfDays() {
    const { say, words } = this.#options;
    const count = this.#slots.size;
    const { from, to } = this.#period;
    return this.#isByWeek
      ? say(count > 0 ? 'weekWith' : 'weekWithout', { count, week: words.days(from, to) })
      : say(count > 0 ? 'monthWith' : 'monthWithout', { count, month: words.month(this.#month) });
  }

  /** @param {string} day */
  #canShow(day) {
    const { from, to } = this.#period;
    const isShown = day >= from && day <= to && day >= this.#today;
    return this.#slots.has(day) || (this.#options.onWait !== undefined && isShown);
  }

  /**
   * @param {string} from
   * @param {string} to
   */
  async #load(from, to) {
    const { say, load } = this.#options;
    try {
      return await load({ from, to, timeZone: this.timeZone, durationMinutes: this.durationMinutes });
    } catch (error) {
      this.#status.textContent = '';
      const retry = button(say('tryAgain'), () => {
        this.clear();
        return this.start();
      });
      this.#tell(element('p', null, sentenceFor(problemOf(error), say)), retry);
      return null;
    }
  }

  /** @param {string} day */
  #showDay(day) {
    this.#day = day;
    this.#isAsked = true;
    this.#options.onMove?.({ month: monthOf(day), day });
    this.#draw();
    const title = this.#times.querySelector('h3');
    if (title) focusOn(title);
  }

  #draw() {
    const { say } = this.#options;
    this.element.classList.toggle('by-week', this.#isByWeek);
    this.heading.textContent = say(this.#isByWeek ? 'chooseTime' : 'chooseDay');
    this.#calendar.element.hidden = this.#isByWeek;
    this.#week.element.hidden = !this.#isByWeek;
    if (this.#isByWeek) this.#drawWeek();
    else this.#drawMonth();
  }

  #drawWeek() {
    this.#times.hidden = true;
    this.#week.show({ from: this.#period.from, today: this.#today, slots: this.#slots, isLoaded: this.#isLoaded });
  }

  #drawMonth() {
    const counts = new Map([...this.#slots].map(([day, slots]) => [day, slots.length]));
    const isLoaded = this.#isLoaded;
    this.#calendar.show({ month: this.#month, today: this.#today, counts, chosen: this.#day, isLoaded });
    const day = isLoaded ? this.#day : null;
    const slots = this.#slots.get(day ?? '') ?? [];
    this.#times.hidden = day === null;
    this.#times.replaceChildren(...(slots.length > 0 ? this.#timesOf(slots) : day ? this.#fullDay(day) : []));
  }

  /** @param {readonly Slot[]} slots of a day */
  #itemsOf(slots) {
    const { timeZone } = this;
    return slotItems(slots, { ...this.#options, timeZone });
  }

  /** @param {string} day without times */
  #fullDay(day) {
    const { say, words, onWait } = this.#options;
    return [
      element('h3', { id: 'times-title' }, say('noTimesOn', { date: words.day(day) })),
      element('p', null, say('waitHint')),
      button(say('wait'), () => onWait?.(daysOf(day, day))),
    ];
  }

  /** @param {readonly Slot[]} slots of the chosen day */
  #timesOf(slots) {
    const { say, words } = this.#options;
    const title = say('timesOn', { date: words.day(this.#day ?? '') });
    return [element('h3', { id: 'times-title' }, title), element('ul', { class: 'slots' }, ...this.#itemsOf(slots))];
  }
}

/**
 * @param {string} day
 * @param {number} count
 * @returns {string} the first day of a later month
 */
function monthsAfter(day, count) {
  return `${addMonths(monthOf(day), count)}-01`;
}

/**
 * @param {string} first
 * @param {string} last
 * @returns {LocalRange} all of these days
 */
function daysOf(first, last) {
  return { from: `${first}T00:00`, to: `${addDays(last, 1)}T00:00` };
}
