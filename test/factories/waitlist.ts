import type { ApiClient, ApiResponse } from '../support/http.js';
import type { Times } from './booking.js';

/** Joins the waitlist for a slot within the time, whatever the answer is. */
export function askToWait(
  { api }: { readonly api: ApiClient },
  eventTypeId: string,
  { start, end }: Times,
  more: object = {},
): Promise<ApiResponse> {
  return api.post('/waitlist', { eventTypeId, from: start, to: end, ...more });
}

/** The same, and it has to work. @returns the entry */
export async function joinWaitlist(...args: Parameters<typeof askToWait>): Promise<ApiResponse['body']> {
  const { status, body } = await askToWait(...args);
  if (status !== 201) throw new Error(`The waitlist was answered with ${status} ${JSON.stringify(body)}`);
  return body;
}
