import type { ApiClient, ApiResponse } from '../support/http.js';
import { createSchedule } from './availability.js';
import { askForEventType } from './event-type.js';
import { newEmail, type Person } from './person.js';

/** Open every day of the week, around the clock, in UTC. */
export const ALWAYS = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: '00:00', end: '24:00' }));

/** Gives the host working hours and makes a public event type that guests can book. @returns it as the API answers it */
export async function openType(host: Person, more: object = {}, schedule: object = {}): Promise<ApiResponse['body']> {
  await createSchedule(host, schedule);
  return publicType(host, more);
}

/** A public event type of an hour, of somebody who has working hours already. */
export async function publicType(host: Pick<Person, 'api'>, more: object = {}): Promise<ApiResponse['body']> {
  const { status, body } = await askForEventType(host, { isPublic: true, durations: [60], timeZone: 'UTC', ...more });
  if (status !== 201) throw new Error(`The event type was answered with ${status} ${JSON.stringify(body)}`);
  return body;
}

/** Books a slot as a guest, or as the person whose client it is, whatever the answer is. */
export function askForSlot(
  api: ApiClient,
  eventTypeId: string,
  { start }: { readonly start: string },
  more: object = {},
): Promise<ApiResponse> {
  const attendee = { name: 'Alan Turing', email: newEmail('guest') };
  return api.post('/bookings', { eventTypeId, start, attendee, ...more });
}

/** The same, and it has to work. @returns the booking */
export async function bookSlot(...args: Parameters<typeof askForSlot>): Promise<ApiResponse['body']> {
  const { status, body } = await askForSlot(...args);
  if (status !== 201 && status !== 202) throw new Error(`The slot was answered with ${status} ${JSON.stringify(body)}`);
  return body;
}
