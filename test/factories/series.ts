import { DAY, HOUR, MINUTE } from '../../src/kernel/clock.js';
import type { Pool } from 'pg';
import type { ApiResponse } from '../support/http.js';
import type { Times } from './booking.js';
import type { Person } from './person.js';

/** A Monday between one and two weeks ahead, because a series books its dates half a year ahead of today. */
const today = Math.floor(Date.now() / DAY);
export const MONDAY = (today + 7 + ((11 - (today % 7)) % 7)) * DAY;

/** So many weeks and hours after that Monday, in UTC. */
export function ahead(weeks: number, hour: number, minutes = 60): Times {
  const start = MONDAY + weeks * 7 * DAY + hour * HOUR;
  return { start: new Date(start).toISOString(), end: new Date(start + minutes * MINUTE).toISOString() };
}

/** `20270131T090000` for a moment in UTC. */
export function recurrenceId(start: string): string {
  return start.slice(0, 19).replace(/[-:]/g, '');
}

/** Asks for a weekly series in UTC that begins on that Monday, whatever the answer is. */
export function askForSeries({ api }: Pick<Person, 'api'>, more: object = {}): Promise<ApiResponse> {
  return api.post('/booking-series', {
    title: 'Tutoring',
    start: ahead(0, 9).start,
    durationMinutes: 60,
    timeZone: 'UTC',
    rrule: 'FREQ=WEEKLY',
    ...more,
  });
}

/** Makes a series. @returns it as the API answers it */
export async function makeSeries(person: Pick<Person, 'api'>, more: object = {}): Promise<ApiResponse['body']> {
  const { status, body } = await askForSeries(person, more);
  if (status !== 201) throw new Error(`The series was answered with ${status} ${JSON.stringify(body)}`);
  return body;
}

export interface InstanceBooking extends Times {
  readonly id: string;
  readonly recurrenceId: string;
  readonly seriesId: string;
  readonly status: string;
  readonly title: string;
  readonly version: number;
}

/** The bookings of a series, by time. */
export async function instancesOf({ api }: Pick<Person, 'api'>, seriesId: string): Promise<InstanceBooking[]> {
  const { body } = await api.get('/bookings', { query: { seriesId, sort: 'start', limit: 100 } });
  return body.data;
}

const WEEKS_OF_NOBODY = 10_000;

/**
 * Puts a series in UTC back by so many weeks with all of its bookings, as if they had gone by and no worker had looked
 * since: `extend_at` stays what it is.
 */
export async function letWeeksPass(db: Pool, seriesId: string, weeks: number): Promise<void> {
  const wallBefore = (column: string) =>
    `to_char(to_timestamp(${column}, 'YYYYMMDD"T"HH24MISS') - make_interval(weeks => $2), 'YYYYMMDD"T"HH24MISS')`;
  await db.query(
    `UPDATE bookings SET starts_at = starts_at - make_interval(weeks => $2),
       ends_at = ends_at - make_interval(weeks => $2), recurrence_id = ${wallBefore('recurrence_id')}
     WHERE series_id = $1`,
    [seriesId, weeks],
  );
  // By way of a time when nobody has any: one week at a time would meet the next where it still is.
  for (const gone of [weeks + WEEKS_OF_NOBODY, -WEEKS_OF_NOBODY])
    await db.query(
      `UPDATE claims SET during = tstzrange(lower(during) - make_interval(weeks => $2),
                                            upper(during) - make_interval(weeks => $2))
       WHERE booking_id IN (SELECT id FROM bookings WHERE series_id = $1)`,
      [seriesId, gone],
    );
  await db.query(
    `UPDATE booking_series SET start = ${wallBefore('start')}, decided_through = ${wallBefore('decided_through')}
     WHERE id = $1`,
    [seriesId, weeks],
  );
}
