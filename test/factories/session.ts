import type { ApiResponse } from '../support/http.js';
import type { Person } from './person.js';

/** Opens a room over the API. */
export async function createSession(
  owner: Pick<Person, 'api'>,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<ApiResponse['body']> {
  const { status, body } = await owner.api.post('/sessions', { title: 'Recursion', ...settings });
  if (status !== 201) throw new Error(`The room was answered with ${status} ${JSON.stringify(body)}`);
  return body;
}
