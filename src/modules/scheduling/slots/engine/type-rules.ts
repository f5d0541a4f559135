import { MINUTE } from '../../../../kernel/clock.js';
import { type Interval, subtract } from '../../../../kernel/intervals.js';
import { dateOfDay, dayOf, toLocal } from '../../../../kernel/zoned-time.js';
import { datesInterval } from './periods.js';
import type { SlotCase, SlotType } from './slot-case.js';
import { ALWAYS, type Rule } from './starts.js';

/** Rules of the event type itself, for all hosts. */
export function typeRules({ type, now }: SlotCase): Rule[] {
  const noticed = now + type.minimumNoticeMinutes * MINUTE;
  const bookable = bookableTime(type, now);
  return [
    { reason: { code: 'inactive' }, forbidden: type.isActive ? [] : [ALWAYS] },
    { reason: { code: 'in_the_past' }, forbidden: [{ start: ALWAYS.start, end: now }] },
    { reason: { code: 'minimum_notice' }, forbidden: noticed > now ? [{ start: now, end: noticed }] : [] },
    { reason: { code: 'beyond_window' }, forbidden: bookable ? subtract([ALWAYS], [bookable]) : [] },
  ];
}

/** The booking window counts local dates: `days: 7` is the rest of today and the seven days after it. */
function bookableTime({ bookingWindow, timeZone }: SlotType, now: number): Interval | null {
  if (!bookingWindow) return null;
  if (bookingWindow.kind === 'range') return datesInterval(bookingWindow.from, bookingWindow.to, timeZone);
  const today = dayOf(toLocal(timeZone, now));
  return datesInterval(dateOfDay(today), dateOfDay(today + bookingWindow.days), timeZone);
}
