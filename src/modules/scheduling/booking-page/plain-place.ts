import { DAY, MINUTE } from '../../../kernel/clock.js';
import { isInstant } from '../../../kernel/time-formats.js';
import { TIME_ZONE_NAMES } from '../../../kernel/time-zone-names.js';
import { dateOfDay, dayOf, dayOfDate, toLocal } from '../../../kernel/zoned-time.js';
import type { OfferedSlot } from '../bookings/guest-pages.api.js';

/** What a page without a script shows, by the parameters that the page with one has, too. */
export interface PlainPlace {
  readonly timeZone: string;
  readonly durationMinutes: number;
  /** `2031-03` */
  readonly month: string;
  /** The chosen start; null while one is looked for. */
  readonly slot: Date | null;
  /** What somebody would wait for: a day, a month or a start; null for the month. */
  readonly waiting: string | null;
}

/** Beyond that nothing can be booked. */
const MONTHS_AHEAD = 120;

interface Defaults {
  readonly timeZone: string;
  readonly durations: readonly number[];
  readonly now: Date;
}

/** @param query which may hold anything; what does not fit is as if it were not there */
export function placeIn(query: Readonly<Record<string, unknown>>, { timeZone, durations, now }: Defaults): PlainPlace {
  const text = (name: string) => (typeof query[name] === 'string' ? query[name] : '');
  const zone = TIME_ZONE_NAMES.includes(text('timezone')) ? text('timezone') : timeZone;
  const present = today(zone, now).slice(0, 7);
  const last = monthAfter(present, MONTHS_AHEAD);
  const asked = [text('date').slice(0, 7), text('month')].find((month) => /^\d{4}-(0[1-9]|1[0-2])$/.test(month));
  const slot = instantIn(text('slot'));
  return {
    timeZone: zone,
    durationMinutes: durations.find((minutes) => String(minutes) === text('duration')) ?? durations[0] ?? 0,
    month: asked !== undefined && asked > present && asked <= last ? asked : present,
    slot,
    waiting: waitingIn(text('waitlist')),
  };
}

function instantIn(text: string): Date | null {
  const instant = new Date(/^\d{4}-\d{2}-\d{2}T/.test(text) ? text : Number.NaN);
  return !Number.isNaN(instant.getTime()) && isInstant(instant.toISOString()) ? instant : null;
}

function waitingIn(text: string): string | null {
  const isDate = /^\d{4}-\d{2}(-\d{2})?$/.test(text) && !Number.isNaN(Date.parse(text));
  return isDate ? text : (instantIn(text)?.toISOString() ?? null);
}

/** The range to wait in, by the clocks of the zone: `2031-03-15T09:00`. */
export function waitingRange({ timeZone, durationMinutes, month, waiting }: PlainPlace): {
  readonly from: string;
  readonly to: string;
} {
  const what = waiting ?? month;
  if (what.length > 10) {
    const start = Date.parse(what);
    return { from: localIn(timeZone, start), to: localIn(timeZone, start + durationMinutes * MINUTE) };
  }
  return what.length > 7
    ? { from: `${what}T00:00`, to: `${dateAfter(what, 1)}T00:00` }
    : { from: `${what}-01T00:00`, to: `${monthAfter(what, 1)}-01T00:00` };
}

function localIn(timeZone: string, instant: number): string {
  return new Date(toLocal(timeZone, instant)).toISOString().slice(0, 16);
}

export function dateAfter(date: string, days: number): string {
  return dateOfDay(dayOfDate(date) + days);
}

/** Its days from today on. */
export function daysToShow({ month, timeZone }: Pick<PlainPlace, 'month' | 'timeZone'>, now: Date) {
  const [first, day] = [`${month}-01`, today(timeZone, now)];
  return { from: first < day ? day : first, to: dateOfDay(Date.parse(`${monthAfter(month, 1)}-01`) / DAY - 1) };
}

/** @param count may be negative */
export function monthAfter(month: string, count: number): string {
  const first = new Date(`${month}-01`);
  first.setUTCMonth(first.getUTCMonth() + count);
  return first.toISOString().slice(0, 7);
}

/** The slots by the local date on which they start, in order. */
export function byDay(slots: readonly OfferedSlot[], timeZone: string): ReadonlyMap<string, readonly OfferedSlot[]> {
  const days = new Map<string, OfferedSlot[]>();
  for (const slot of slots) {
    const day = today(timeZone, new Date(slot.start));
    const known = days.get(day);
    if (known) known.push(slot);
    else days.set(day, [slot]);
  }
  return days;
}

function today(timeZone: string, now: Date): string {
  return dateOfDay(dayOf(toLocal(timeZone, now.getTime())));
}
