import { Calendar } from './calendar.js';
import { addDays, addMonths, dayIn, lastDayOf, localIn, monthOf } from './dates.js';
import { displayChoice } from './display-choice.js';
import { button, element, focusOn, notice } from './elements.js';
import { problemOf, sentenceFor } from './problems.js';
import { detectedTimeZone, TimeZoneChoice } from './time-zones.js';

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
 * @property {(place: Partial<import('./address.js').Place>) => void} [onMove] something else is shown now
 */

/** Picker of duration, time zone, day and time. */
export class SlotPicker {
  /** @type {SlotPickerOptions} */
  #options;
  /** @type {string} */
  timeZone;
  /** @type {number} */
  durationMinutes;
  #month;
  /** @type {string | null} */
  #day;
  /** Whether somebody chose this month. */
  #isAsked;
  /** Number of the latest query; responses to earlier ones are stale. */
  #question = 0;
  /** Slots of the shown month, by day. @type {Map<string, Slot[]>} */
  #slots = new Map();
  #isLoaded = false;
  #calendar;
  #notice = element('div', null);
  #status = element('p', { role: 'status', class: 'quiet' });
  /** Shown under a month without times. */
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
    this.#day = place.day ?? (place.slot ? dayIn(place.slot, this.timeZone) : null);
    this.#month = place.month ?? this.#day?.slice(0, 7) ?? '';
    this.#isAsked = this.#month !== '';
    this.heading = element('h2', null, say('chooseDay'));
    this.#calendar = new Calendar({
      say,
      words,
      onDay: (day) => this.#showDay(day),
      onMonth: (month) => this.#turnTo(month),
      opensFullDays: options.onWait !== undefined,
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
    this.#wait = button(say('wait'), () => options.onWait?.(daysOf(`${this.#month}-01`, lastDayOf(this.#month))), {
      hidden: true,
    });
    this.element = element(
      'div',
      { class: 'picker' },
      this.#notice,
      durations.length > 1 && this.#durationChoice(),
      zones.element,
      element(
        'details',
        null,
        element('summary', null, say('display')),
        ...displayChoice(say, words, () => this.#draw()),
      ),
      this.heading,
      this.#calendar.element,
      this.#status,
      element('p', { class: 'actions' }, this.#further, this.#wait),
      this.#times,
    );
  }

  /** Shows the requested month, or the first month with free times, among the next few. */
  async start() {
    const first = monthOf(this.#today);
    const isAsked = this.#isAsked && this.#month >= first;
    if (!isAsked) this.#month = first;
    this.#slots.clear();
    this.#isLoaded = false;
    this.#status.textContent = this.#options.say('loading');
    this.#draw();
    if (isAsked) return void (await this.#showMonth(this.#month));
    for (let ahead = 0; ahead < MONTHS_AHEAD; ahead += 1)
      if (!(await this.#showMonth(addMonths(first, ahead))) || this.#slots.size > 0) return;
    await this.#showMonth(first);
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

  /** Reloads the shown month. */
  async refresh() {
    await (this.#month ? this.#showMonth(this.#month) : this.start());
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

  /** Looks for the first free day after the month that is shown. */
  async #showNextFree() {
    const from = this.#month;
    for (let ahead = 1; ahead <= MOST_MONTHS_AHEAD; ahead += 1) {
      if (!(await this.#showMonth(addMonths(from, ahead)))) return;
      const [day] = this.#slots.keys();
      if (day) return this.#showDay(day);
    }
    await this.#showMonth(from);
    this.#status.textContent = this.#options.say('noneFree');
  }

  /** @param {string} month that the visitor wants to see */
  async #turnTo(month) {
    if (!(await this.#showMonth(month))) return;
    this.#isAsked = true;
    this.#options.onMove?.({ month, day: this.#day });
  }

  /**
   * @param {string} month
   * @returns {Promise<boolean>} whether its times are shown: false when the response was stale or failed
   */
  async #showMonth(month) {
    const { say, words } = this.#options;
    const question = (this.#question += 1);
    this.#calendar.isBusy = true;
    const today = this.#today;
    const first = `${month}-01`;
    const slots = await this.#load(first < today ? today : first, lastDayOf(month));
    if (question !== this.#question) return false;
    this.#calendar.isBusy = false;
    if (slots === null) return false;
    this.#month = month;
    this.#isLoaded = true;
    this.#slots = new Map();
    for (const slot of slots) {
      const day = dayIn(slot.start, this.timeZone);
      if (monthOf(day) === month) this.#slots.set(day, [...(this.#slots.get(day) ?? []), slot]);
    }
    if (this.#day && !this.#canShow(this.#day)) this.#day = null;
    this.#draw();
    const count = this.#slots.size;
    const sentence = say(count > 0 ? 'monthWith' : 'monthWithout', { count, month: words.month(month) });
    this.#status.textContent = sentence;
    this.#further.hidden = count > 0;
    this.#wait.hidden = count > 0 || !this.#options.onWait;
    return true;
  }

  /** @param {string} day of the shown month */
  #canShow(day) {
    return (
      this.#slots.has(day) || (this.#options.onWait !== undefined && day.startsWith(this.#month) && day >= this.#today)
    );
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
    const counts = new Map([...this.#slots].map(([day, slots]) => [day, slots.length]));
    const isLoaded = this.#isLoaded;
    this.#calendar.show({ month: this.#month, today: this.#today, counts, chosen: this.#day, isLoaded });
    const day = isLoaded ? this.#day : null;
    const slots = this.#slots.get(day ?? '') ?? [];
    this.#times.hidden = day === null;
    this.#times.replaceChildren(...(slots.length > 0 ? this.#timesOf(slots) : day ? this.#fullDay(day) : []));
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
    const { say, words, onSlot, showsSeats } = this.#options;
    const plain = slots.map(({ start }) => words.time(start, this.timeZone));
    const items = slots.map((slot, index) => {
      // Where clocks are put back, local times repeat.
      const isTwice = plain.indexOf(plain[index] ?? '') !== plain.lastIndexOf(plain[index] ?? '');
      const time = words.time(slot.start, this.timeZone, isTwice);
      const until = ` ${say('until', { time: words.time(slot.end, this.timeZone, isTwice) })}`;
      const seats = showsSeats && slot.seatsLeft !== undefined && say('seatsLeft', { count: slot.seatsLeft });
      const choose = button(time, () => onSlot(slot));
      choose.append(element('span', { class: 'unseen' }, until));
      if (seats) choose.append(' ', element('small', null, seats));
      return element('li', null, choose);
    });
    const title = say('timesOn', { date: words.day(this.#day ?? '') });
    return [element('h3', { id: 'times-title' }, title), element('ul', { class: 'slots' }, ...items)];
  }
}

/**
 * @param {string} first
 * @param {string} last
 * @returns {LocalRange} all of these days
 */
function daysOf(first, last) {
  return { from: `${first}T00:00`, to: `${addDays(last, 1)}T00:00` };
}
