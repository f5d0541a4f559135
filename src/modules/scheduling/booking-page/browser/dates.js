/**
 * Calendar dates (`2031-03-03`) and months (`2031-03`), without a time zone. Arithmetic is in UTC, where every day has
 * 24 hours.
 */

const DAY_MS = 86_400_000;

/**
 * @param {string} day
 * @param {number} count may be negative
 */
export function addDays(day, count) {
  return new Date(Date.parse(day) + count * DAY_MS).toISOString().slice(0, 10);
}

/**
 * @param {string} month
 * @param {number} count may be negative
 */
export function addMonths(month, count) {
  const first = new Date(`${month}-01`);
  first.setUTCMonth(first.getUTCMonth() + count);
  return first.toISOString().slice(0, 7);
}

/** @param {string} day */
export function monthOf(day) {
  return day.slice(0, 7);
}

/** @param {string} month */
export function lastDayOf(month) {
  return addDays(`${addMonths(month, 1)}-01`, -1);
}

/**
 * @param {string} day
 * @param {number} count of months, may be negative
 * @returns {string} the same day of another month, or its last when it is shorter
 */
export function sameDayOfMonth(day, count) {
  const month = addMonths(monthOf(day), count);
  const last = lastDayOf(month);
  const same = month + day.slice(7);
  return same < last ? same : last;
}

/**
 * @param {string} day
 * @param {number} firstWeekday 1 (Monday) to 7
 * @returns {number} how many days its week has before it
 */
export function placeInWeek(day, firstWeekday) {
  return (new Date(day).getUTCDay() + 7 - (firstWeekday % 7)) % 7;
}

/**
 * @param {string} day
 * @param {number} firstWeekday 1 (Monday) to 7
 * @returns {{ from: string, to: string }} the first and the last day of its week
 */
export function weekOf(day, firstWeekday) {
  const from = addDays(day, -placeInWeek(day, firstWeekday));
  return { from, to: addDays(from, 6) };
}

/**
 * @param {string} month
 * @returns {{ from: string, to: string }} its first and its last day
 */
export function daysOfMonth(month) {
  return { from: `${month}-01`, to: lastDayOf(month) };
}

/**
 * The weeks of a month; days of adjacent months are null.
 * @param {string} month
 * @param {number} firstWeekday 1 (Monday) to 7
 * @returns {(string | null)[][]}
 */
export function weeksOf(month, firstWeekday) {
  const first = addDays(`${month}-01`, -placeInWeek(`${month}-01`, firstWeekday));
  const weeks = [];
  for (let start = first; start <= lastDayOf(month); start = addDays(start, 7))
    weeks.push(Array.from({ length: 7 }, (_, index) => addDays(start, index)).map((day) => inMonth(day, month)));
  return weeks;
}

/**
 * @param {string} day
 * @param {string} month
 */
function inMonth(day, month) {
  return monthOf(day) === month ? day : null;
}

/**
 * @param {number | string | Date} instant
 * @param {string} timeZone
 * @returns {string} the day that it is then in this zone
 */
export function dayIn(instant, timeZone) {
  const parts = formatter('en', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(
    new Date(instant),
  );
  const part = (/** @type {string} */ type) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/**
 * @param {number} instant
 * @param {string} timeZone
 * @returns {string} what clocks and calendars of the zone say then: `2031-03-15T09:30`
 */
export function localIn(instant, timeZone) {
  const parts = formatter('en', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).formatToParts(
    instant,
  );
  const part = (/** @type {string} */ type) => parts.find((one) => one.type === type)?.value ?? '';
  return `${dayIn(instant, timeZone)}T${part('hour')}:${part('minute')}`;
}

/**
 * @param {string} local `2031-03-15T09:30`
 * @param {string} timeZone
 * @returns {string} the instant at which clocks of the zone say so; where they skip it, one near by
 */
export function instantOf(local, timeZone) {
  const wanted = Date.parse(`${local}Z`);
  const at = (/** @type {number} */ guess) => wanted - (Date.parse(`${localIn(guess, timeZone)}Z`) - guess);
  // Twice, because the first guess may lie on the other side of a change of the clocks.
  return new Date(at(at(wanted))).toISOString();
}

/** @type {Map<string, Intl.DateTimeFormat>} */
const formatters = new Map();

/**
 * Cached, because construction is slow.
 * @param {string} locale
 * @param {Intl.DateTimeFormatOptions} options
 */
function formatter(locale, options) {
  const key = JSON.stringify([locale, options]);
  const made = formatters.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formatters.set(key, made);
  return made;
}

/**
 * How somebody likes times and weeks to be shown; a weekday is 1 (Monday) to 7.
 * @typedef {'h12' | 'h23'} HourCycle
 * @typedef {{ hourCycle?: HourCycle, firstWeekday?: number }} Display
 */

/** Formats dates and times in a locale. */
export class DateWords {
  /**
   * @param {string} locale such as `en-GB`
   * @param {Display} [display] where somebody likes it otherwise
   */
  constructor(locale, { hourCycle, firstWeekday } = {}) {
    this.locale = locale;
    /** 1 (Monday) to 7. */
    this.firstWeekday = firstWeekday ?? firstWeekdayOf(locale);
    this.hourCycle = hourCycle ?? hourCycleOf(locale);
  }

  /** @param {Display} change */
  show({ hourCycle = this.hourCycle, firstWeekday = this.firstWeekday }) {
    this.hourCycle = hourCycle;
    this.firstWeekday = firstWeekday;
  }

  /** @param {string} timeZone @returns {string} `Central European Time` */
  zoneName(timeZone) {
    const parts = formatter(this.locale, { timeZone, timeZoneName: 'longGeneric' }).formatToParts(new Date());
    return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  }

  /** Hours of 24 have two digits, as in timetables. @returns {Intl.DateTimeFormatOptions} */
  get #clock() {
    const { hourCycle } = this;
    return { hour: hourCycle === 'h23' ? '2-digit' : 'numeric', minute: '2-digit', hourCycle };
  }

  /** @param {string} month */
  month(month) {
    return this.#format(`${month}-01`, { timeZone: 'UTC', month: 'long', year: 'numeric' });
  }

  /** @param {string} day */
  day(day) {
    return this.#format(day, { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long' });
  }

  /** @param {string} day @returns {string} `Mon 3` */
  shortDay(day) {
    return this.#format(day, { timeZone: 'UTC', weekday: 'short', day: 'numeric' });
  }

  /**
   * @param {string} first
   * @param {string} last
   * @returns {string} `3–9 March 2031`
   */
  days(first, last) {
    /** @type {Intl.DateTimeFormatOptions} */
    const options = { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' };
    return formatter(this.locale, options).formatRange(new Date(first), new Date(last));
  }

  /** @param {string} day */
  weekday(day, /** @type {'long' | 'short'} */ style) {
    return this.#format(day, { timeZone: 'UTC', weekday: style });
  }

  /**
   * @param {string} instant
   * @param {string} timeZone
   * @param {boolean} [withOffset] because the clock shows this time twice that day
   */
  time(instant, timeZone, withOffset = false) {
    /** @type {Intl.DateTimeFormatOptions} */
    const options = { timeZone, ...this.#clock };
    return this.#format(instant, withOffset ? { ...options, timeZoneName: 'shortOffset' } : options);
  }

  /**
   * @param {{ start: string, end: string }} period
   * @param {string} timeZone
   */
  period({ start, end }, timeZone) {
    /** @type {Intl.DateTimeFormatOptions} */
    const options = { timeZone, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' };
    return formatter(this.locale, { ...options, ...this.#clock }).formatRange(new Date(start), new Date(end));
  }

  /**
   * @param {string} instant
   * @param {Intl.DateTimeFormatOptions} options
   */
  #format(instant, options) {
    return formatter(this.locale, options).format(new Date(instant));
  }
}

/** @param {string} locale */
function firstWeekdayOf(locale) {
  /** @typedef {{ firstDay: number }} WeekInfo */
  const information = /** @type {Intl.Locale & { getWeekInfo?(): WeekInfo, weekInfo?: WeekInfo }} */ (
    new Intl.Locale(locale)
  );
  // Browsers had a property before there was the method.
  return (information.getWeekInfo?.() ?? information.weekInfo)?.firstDay ?? 1;
}

/**
 * @param {string} locale
 * @returns {HourCycle}
 */
function hourCycleOf(locale) {
  return new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions().hour12 ? 'h12' : 'h23';
}

/**
 * The visitor's regional variant of the page's language: `en-US` shows 2:30 pm, `en-GB` 14:30.
 * @param {string} language
 * @param {readonly string[]} preferred `navigator.languages`
 */
export function localeFor(language, preferred) {
  return preferred.find((locale) => locale.split('-')[0] === language) ?? language;
}
