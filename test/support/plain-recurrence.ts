/*
 * RFC 5545, section 3.3.10, read by somebody in no hurry: every hour, minute or second, or every day of every period, is
 * looked at and every part asked in turn. It is far too slow to be used and shares no code with what is, not even the
 * reading of the rule, so that it can tell whether that is right. Local times are Dates whose UTC fields are meant.
 */

const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const ORDER = ['SECONDLY', 'MINUTELY', 'HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];

interface Parts {
  readonly frequency: string;
  readonly interval: number;
  readonly count: number;
  readonly weekStart: number;
  readonly lists: ReadonlyMap<string, readonly string[]>;
}

/** All dates of the rule before `end`. */
export function plainDates(rule: string, start: Date, end: Date): Date[] {
  const parts = read(rule);
  const found: Date[] = [];
  for (let index = 0; ; index += 1) {
    const period = periodOf(parts, start, index);
    if (period.from >= end) return found;
    for (const date of select(parts, candidates(parts, start, period))) {
      if (date < start) continue;
      if (date >= end || found.length === parts.count) return found;
      found.push(date);
    }
  }
}

function read(rule: string): Parts {
  const pairs = rule.split(';').map((part) => part.split('=') as [string, string]);
  const values = new Map(pairs);
  return {
    frequency: values.get('FREQ')!,
    interval: Number(values.get('INTERVAL') ?? 1),
    count: Number(values.get('COUNT') ?? Infinity),
    weekStart: WEEKDAYS.indexOf(values.get('WKST') ?? 'MO'),
    lists: new Map(pairs.filter(([name]) => name.startsWith('BY')).map(([name, list]) => [name, list.split(',')])),
  };
}

interface Period {
  readonly from: Date;
  readonly to: Date;
}

function utc(year: number, month: number, day = 1, hour = 0, minute = 0, second = 0): Date {
  return new Date(Date.UTC(year, month, day, hour, minute, second));
}

/** The period of that index; number 0 has the start in it. */
function periodOf(parts: Parts, start: Date, index: number): Period {
  const [year, month, day] = [start.getUTCFullYear(), start.getUTCMonth(), start.getUTCDate()];
  const [hour, minute, second] = [start.getUTCHours(), start.getUTCMinutes(), start.getUTCSeconds()];
  const n = index * parts.interval;
  switch (parts.frequency) {
    case 'SECONDLY':
      return {
        from: utc(year, month, day, hour, minute, second + n),
        to: utc(year, month, day, hour, minute, second + n + 1),
      };
    case 'MINUTELY':
      return { from: utc(year, month, day, hour, minute + n), to: utc(year, month, day, hour, minute + n + 1) };
    case 'HOURLY':
      return { from: utc(year, month, day, hour + n), to: utc(year, month, day, hour + n + 1) };
    case 'DAILY':
      return { from: utc(year, month, day + n), to: utc(year, month, day + n + 1) };
    case 'WEEKLY': {
      let back = 0;
      while (utc(year, month, day - back).getUTCDay() !== parts.weekStart) back += 1;
      return { from: utc(year, month, day - back + 7 * n), to: utc(year, month, day - back + 7 * n + 7) };
    }
    case 'MONTHLY':
      return { from: utc(year, month + n), to: utc(year, month + n + 1) };
    default:
      if (!parts.lists.has('BYWEEKNO')) return { from: utc(year + n, 0), to: utc(year + n + 1, 0) };
      // Weeks belong to years as a whole, so that a year of weeks may begin in December and end in January.
      return yearOfWeeks(weekOf(start, parts.weekStart).year + n, parts.weekStart);
  }
}

function yearOfWeeks(year: number, weekStart: number): Period {
  const days: Date[] = [];
  for (let day = utc(year - 1, 11, 20); day < utc(year + 1, 0, 12); day = nextDay(day))
    if (weekOf(day, weekStart).year === year) days.push(day);
  return { from: days[0]!, to: nextDay(days.at(-1)!) };
}

/** A week belongs to the year that has at least four of its days. */
function weekOf(date: Date, weekStart: number): { year: number; number: number } {
  let first = utc(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate());
  while (first.getUTCDay() !== weekStart) first = new Date(first.getTime() - 86_400_000);
  const fourth = new Date(first.getTime() + 3 * 86_400_000);
  return { year: fourth.getUTCFullYear(), number: Math.ceil(dayOfYear(fourth) / 7) };
}

function nextDay(day: Date): Date {
  return new Date(day.getTime() + 86_400_000);
}

function dayOfYear(date: Date): number {
  return Math.floor((date.getTime() - utc(date.getUTCFullYear(), 0).getTime()) / 86_400_000) + 1;
}

/** Every time within the period that the parts allow, in order. */
function candidates(parts: Parts, start: Date, period: Period): Date[] {
  const found: Date[] = [];
  const isDaily = ORDER.indexOf(parts.frequency) >= ORDER.indexOf('DAILY');
  for (let day = new Date(period.from); day < period.to; day = nextDay(day)) {
    if (!isDayAllowed(parts, start, day)) continue;
    const range = (most: number, field: number, width: string) =>
      ORDER.indexOf(parts.frequency) < ORDER.indexOf(width) ? [field] : Array.from({ length: most }, (_v, v) => v);
    for (const hour of range(24, day.getUTCHours(), 'DAILY')) {
      if (!isTimeAllowed(parts, 'BYHOUR', hour, isDaily ? start.getUTCHours() : null)) continue;
      for (const minute of range(60, day.getUTCMinutes(), 'HOURLY')) {
        const given = ORDER.indexOf(parts.frequency) >= ORDER.indexOf('HOURLY') ? start.getUTCMinutes() : null;
        if (!isTimeAllowed(parts, 'BYMINUTE', minute, given)) continue;
        for (const second of range(60, day.getUTCSeconds(), 'MINUTELY')) {
          const own = parts.frequency === 'SECONDLY' ? null : start.getUTCSeconds();
          if (!isTimeAllowed(parts, 'BYSECOND', second, own)) continue;
          found.push(utc(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate(), hour, minute, second));
        }
      }
    }
  }
  return found;
}

function isTimeAllowed(parts: Parts, name: string, value: number, otherwise: number | null): boolean {
  const list = parts.lists.get(name);
  if (!list) return otherwise === null || value === otherwise;
  return list.some((text) => Number(text) === value || (name === 'BYSECOND' && text === '60' && value === 59));
}

function isDayAllowed(parts: Parts, start: Date, day: Date): boolean {
  const { frequency, lists } = parts;
  const [year, month] = [day.getUTCFullYear(), day.getUTCMonth()];
  const monthLength = utc(year, month + 1, 0).getUTCDate();
  const yearLength = dayOfYear(utc(year, 11, 31));
  const holds = (name: string, ...values: number[]) =>
    !lists.has(name) || lists.get(name)!.some((text) => values.includes(Number(text)));
  if (!holds('BYMONTH', month + 1)) return false;
  if (!holds('BYMONTHDAY', day.getUTCDate(), day.getUTCDate() - monthLength - 1)) return false;
  if (!holds('BYYEARDAY', dayOfYear(day), dayOfYear(day) - yearLength - 1)) return false;
  if (lists.has('BYWEEKNO')) {
    const week = weekOf(day, parts.weekStart);
    // The last week of the year has 28 December in it, or follows the one that has.
    const late = [28, 31].map((date) => weekOf(utc(week.year, 11, date), parts.weekStart));
    const last = Math.max(...late.filter(({ year }) => year === week.year).map(({ number }) => number));
    if (!holds('BYWEEKNO', week.number, week.number - last - 1)) return false;
  }
  const byDay = lists.get('BYDAY');
  if (byDay) return byDay.some((text) => isThatWeekday(text, day, frequency === 'MONTHLY' || lists.has('BYMONTH')));
  if (lists.has('BYMONTHDAY') || lists.has('BYYEARDAY')) return true;
  // What the rule does not say is taken from the start.
  if (frequency === 'WEEKLY' || lists.has('BYWEEKNO')) return day.getUTCDay() === start.getUTCDay();
  if (frequency === 'MONTHLY') return day.getUTCDate() === start.getUTCDate();
  if (frequency === 'YEARLY')
    return day.getUTCDate() === start.getUTCDate() && (lists.has('BYMONTH') || month === start.getUTCMonth());
  return true;
}

/** `2MO`: lists all Mondays of the month or year and looks for the second. */
function isThatWeekday(text: string, day: Date, inMonth: boolean): boolean {
  const weekday = WEEKDAYS.indexOf(text.slice(-2));
  if (day.getUTCDay() !== weekday) return false;
  const position = Number(text.slice(0, -2));
  if (position === 0) return true;
  const [year, month] = [day.getUTCFullYear(), day.getUTCMonth()];
  const all: number[] = [];
  const end = inMonth ? utc(year, month + 1) : utc(year + 1, 0);
  for (let date = inMonth ? utc(year, month) : utc(year, 0); date < end; date = nextDay(date))
    if (date.getUTCDay() === weekday) all.push(date.getTime());
  return all.at(position > 0 ? position - 1 : position) === utc(year, month, day.getUTCDate()).getTime();
}

function select(parts: Parts, dates: readonly Date[]): Date[] {
  const positions = parts.lists.get('BYSETPOS');
  if (!positions) return [...dates];
  return dates.filter((_date, index) =>
    positions.some((text) => Number(text) === index + 1 || Number(text) === index - dates.length),
  );
}
