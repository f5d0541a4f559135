import type { TimeSpan } from '@lyceum/sdk';

const HOUR_MS = 3_600_000;
/** Of days that have not begun. */
const FIRST_HOUR = 9;

/** @returns the next full hour on today, the same hour of the morning on other days */
export function proposedTime(day: string, now = new Date()): TimeSpan {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const isToday = new Date(year, month - 1, date).toDateString() === now.toDateString();
  const start = new Date(year, month - 1, date, isToday ? now.getHours() + 1 : FIRST_HOUR);
  return { start: start.toISOString(), end: new Date(start.getTime() + HOUR_MS).toISOString() };
}
