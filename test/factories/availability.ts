import type { ApiResponse } from '../support/http.js';
import type { Times } from './booking.js';
import type { Person } from './person.js';

type Caller = Pick<Person, 'api'>;

/** Makes a room over the API. @returns its id */
export async function createBookable(person: Caller, more: object = {}): Promise<string> {
  return idOf(await person.api.post('/bookables', { kind: 'room', name: 'Room 5', ...more }));
}

/** Makes a schedule over the API, of the person unless `more` says otherwise. @returns its id */
export async function createSchedule(person: Caller, more: object = {}): Promise<string> {
  const weekly = [1, 2, 3, 4, 5].map((day) => ({ day, start: '09:00', end: '17:00' }));
  return idOf(await person.api.post('/schedules', { name: 'Working hours', timeZone: 'UTC', weekly, ...more }));
}

/** Makes the person absent over the API, unless `more` names something else. @returns the id of the entry */
export async function createOutOfOffice(person: Caller, times: Times, more: object = {}): Promise<string> {
  return idOf(await person.api.post('/out-of-office', { ...times, ...more }));
}

function idOf({ status, body }: ApiResponse): string {
  if (status !== 201) throw new Error(`What was to be made was answered with ${status} ${JSON.stringify(body)}`);
  return body.id;
}
