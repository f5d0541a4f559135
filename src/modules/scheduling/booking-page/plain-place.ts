import { DAY } from '../../../kernel/clock.js';
import { TIME_ZONE_NAMES } from '../../../kernel/time-zone-names.js';
import { dateOfDay, dayOf, toLocal } from '../../../kernel/zoned-time.js';
import type { OfferedSlot } from '../bookings/guest-pages.api.js';

/** What a page without a script shows, by the parameters that the page with one has, too. */
export interface PlainPlace {
  readonly timeZone: string;
  readonly durationMinutes: number;
  /** `2031-03` */
  readonly month: string;
  /** The chosen start; null while one is looked for. */
  readonly slot: Date | null;
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
  const slot = new Date(/^\d{4}-\d{2}-\d{2}T/.test(text('slot')) ? text('slot') : Number.NaN);
  return {
    timeZone: zone,
    durationMinutes: durations.find((minutes) => String(minutes) === text('duration')) ?? durations[0] ?? 0,
    month: asked !== undefined && asked > present && asked <= last ? asked : present,
    slot: Number.isNaN(slot.getTime()) ? null : slot,
  };
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
    days.set(day, [...(days.get(day) ?? []), slot]);
  }
  return days;
}

function today(timeZone: string, now: Date): string {
  return dateOfDay(dayOf(toLocal(timeZone, now.getTime())));
}
