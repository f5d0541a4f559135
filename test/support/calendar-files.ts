import { DAY } from '../../src/kernel/clock.js';
import { type BusyTimes, readBusyTimes } from '../../src/modules/scheduling/calendars/reading/read-busy-times.js';

const FROM = Date.parse('2027-03-01T00:00:00Z');
/** What is asked about in tests of calendar files. */
export const WINDOW = { start: FROM, end: FROM + 400 * DAY };

/** Reads a file of this content, as of Ada, who is in that zone. Lines may be indented. */
export function readCalendar(content: string, timeZone = 'Europe/Paris'): BusyTimes {
  const text = `BEGIN:VCALENDAR\nVERSION:2.0\n${content}\nEND:VCALENDAR\n`.replace(/\n\s*/g, '\r\n');
  return readBusyTimes(text, { window: WINDOW, timeZone, addresses: ['ada@example.org'] });
}

export const eventOf = (lines: string, uid = '1@example.org') => `BEGIN:VEVENT\nUID:${uid}\n${lines}\nEND:VEVENT`;

/** `03-29T08:00/09:00`, in UTC, with the day of the end where it is another. */
export function shownTimes({ busy }: Pick<BusyTimes, 'busy'>): string[] {
  return busy.map(({ start, end }) => {
    const [from, to] = [start, end].map((time) => new Date(time).toISOString().slice(5, 16)) as [string, string];
    return `${from}/${from.slice(0, 5) === to.slice(0, 5) ? to.slice(6) : to}`;
  });
}

/** When events of these lines are busy, all of one UID. */
export function timesOf(events: readonly string[], timeZone?: string): string[] {
  return shownTimes(readCalendar(events.map((lines) => eventOf(lines)).join('\n'), timeZone));
}
