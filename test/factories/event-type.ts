import type { ApiResponse } from '../support/http.js';
import type { Person } from './person.js';

/** Asks for an event type of half an hour, whatever the answer is. */
export function askForEventType({ api }: Pick<Person, 'api'>, more: object = {}): Promise<ApiResponse> {
  return api.post('/event-types', { title: 'Mentoring', durations: [30], ...more });
}

/** Makes an event type. @returns it as the API answers it */
export async function createEventType(person: Pick<Person, 'api'>, more: object = {}): Promise<ApiResponse['body']> {
  const { status, body } = await askForEventType(person, more);
  if (status !== 201) throw new Error(`The event type was answered with ${status} ${JSON.stringify(body)}`);
  return body;
}

/** Gives members a managed copy each. @returns the copies */
export async function copyEventType(
  person: Pick<Person, 'api'>,
  id: string,
  userIds: readonly string[],
): Promise<ApiResponse['body'][]> {
  const { status, body } = await person.api.post(`/event-types/${id}/copies`, { userIds });
  if (status !== 201) throw new Error(`The copies were answered with ${status} ${JSON.stringify(body)}`);
  return body.copies;
}
