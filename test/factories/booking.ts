import type { Pool } from 'pg';
import { HOUR, MINUTE } from '../../src/kernel/clock.js';
import type { ApiResponse } from '../support/http.js';
import type { Person } from './person.js';

export interface Times {
  readonly start: string;
  readonly end: string;
}

/** A Monday that is far enough away for every test. */
const MONDAY = Date.parse('2031-03-03T00:00:00Z');

/** The same hours for everybody: people have calendars of their own. */
export function slot(hour: number, minutes = 60): Times {
  const start = MONDAY + hour * HOUR;
  return { start: new Date(start).toISOString(), end: new Date(start + minutes * MINUTE).toISOString() };
}

/** Asks for a booking, whatever the answer is. */
export function askToBook({ api }: Pick<Person, 'api'>, times: Times, more: object = {}): Promise<ApiResponse> {
  return api.post('/bookings', { title: 'Mentoring', ...times, ...more });
}

/** Makes a booking. @returns it as the API answers it */
export async function book(person: Pick<Person, 'api'>, times: Times, more: object = {}): Promise<ApiResponse['body']> {
  const { status, body } = await askToBook(person, times, more);
  if (status !== 201) throw new Error(`The booking was answered with ${status} ${JSON.stringify(body)}`);
  return body;
}

/** Moves a booking to where it has begun an hour ago, which no request can. */
export async function beginBooking(db: Pool, id: string): Promise<void> {
  await db.query(
    `WITH moved AS (
       UPDATE bookings SET starts_at = now() - interval '1 hour', ends_at = now() + interval '1 hour' WHERE id = $1
       RETURNING id, starts_at, ends_at
     )
     UPDATE claims SET during = tstzrange(moved.starts_at, moved.ends_at) FROM moved WHERE booking_id = moved.id`,
    [id],
  );
}
