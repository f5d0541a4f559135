import type { Pool } from 'pg';
import { eventually } from '../support/eventually.js';
import type { ApiClient, ApiResponse } from '../support/http.js';
import type { Times } from './booking.js';

interface Caller {
  readonly api: ApiClient;
}

/** Joins the waitlist for a slot within the time, whatever the answer is. */
export function askToWait(
  { api }: Caller,
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

/** The entry as its person sees it. */
export async function entryOf({ api }: Caller, id: string): Promise<ApiResponse['body']> {
  return (await api.get(`/waitlist/${id}`)).body;
}

/** @returns the entry once it has that status */
export function untilEntryIs(status: string, person: Caller, id: string): Promise<ApiResponse['body']> {
  return eventually(
    () => entryOf(person, id),
    (entry) => entry.status === status,
  );
}

/** Lets the offer be over, as two hours would. */
export async function expireOffer(db: Pool, entryId: string): Promise<void> {
  await db.query(
    `WITH entry AS (UPDATE waitlist_entries SET offer_expires_at = now() WHERE id = $1 RETURNING hold_id),
          hold AS (UPDATE holds SET expires_at = now() WHERE id = (SELECT hold_id FROM entry)),
          claim AS (UPDATE claims SET expires_at = now() WHERE hold_id = (SELECT hold_id FROM entry))
     UPDATE outbox_messages SET available_at = now()
     WHERE name = 'waitlist.lapse-offer' AND payload->>'entryId' = $1::text`,
    [entryId],
  );
}
