import { randomUUID } from 'node:crypto';
import { countOverlaps, driftOf, NO_DRIFT } from '../concurrency/overlaps.js';
import { slot } from '../factories/booking.js';
import { newEmail, type Person, signUp } from '../factories/person.js';
import { ALWAYS, bookSlot, openType } from '../factories/slot.js';
import { expireOffer, joinWaitlist } from '../factories/waitlist.js';
import { eventually } from '../support/eventually.js';
import { ApiClient, type ApiResponse } from '../support/http.js';
import { startSystem, type System } from '../support/system.mjs';
import { holdTable } from '../support/table-lock.js';

const HOURS = Array.from({ length: 20 }, (_one, hour) => hour);
const PATIENCE_MS = 90_000;

interface Entry {
  readonly id: string;
  readonly token: string;
}

let system: System;
let api: ApiClient;
let host: Person;
let eventTypeId: string;
/** For each hour who waits for it: the first to come, and the second. */
let queues: Array<readonly [Entry, Entry]>;

beforeAll(async () => {
  system = await startSystem({ apis: 2, env: { QUEUE_STALLED_AFTER_MS: '3000' } });
  api = new ApiClient(system.api.url);
  host = await signUp(api, 'Grace');
  const limits = { day: { bookings: HOURS.length } };
  eventTypeId = (await openType(host, { limits }, { weekly: ALWAYS })).id;
});
afterAll(() => system.stop());

async function wait(hour: number): Promise<Entry> {
  const attendee = { name: 'Alan Turing', email: newEmail('guest') };
  const { id, url } = await joinWaitlist({ api }, eventTypeId, slot(hour), { attendee });
  return { id, token: url.split('/').at(-1) };
}

async function cancel(bookingIds: readonly string[]): Promise<void> {
  await Promise.all(bookingIds.map((id) => host.api.post(`/bookings/${id}/cancel`, {})));
}

/**
 * Asks the second process, and when that dies the first, under the same key. It may be in use for a moment: the database
 * learns of the death only when it has something to answer.
 */
async function accept({ token }: Entry): Promise<ApiResponse> {
  const headers = { 'Idempotency-Key': randomUUID() };
  const ask = (url: string) => new ApiClient(url).post(`/waitlist-offers/${token}/accept`, undefined, { headers });
  const [first, second = first] = system.apis;
  const isSettled = ({ body }: ApiResponse) => body.code !== 'idempotency_key_in_use';
  return ask(second!.url).catch(() => eventually(() => ask(first!.url), isSettled));
}

async function statuses(entries: readonly Entry[]): Promise<string[]> {
  const { rows } = await system.db.query<{ id: string; status: string }>('SELECT id, status FROM waitlist_entries');
  const byId = new Map(rows.map(({ id, status }) => [id, status]));
  return entries.map(({ id }) => byId.get(id) ?? 'gone');
}

async function untilStatuses(entries: readonly Entry[], wanted: string): Promise<void> {
  await eventually(
    () => statuses(entries),
    (found) => found.every((status) => status === wanted),
    PATIENCE_MS,
  );
}

async function expectNothingLost(): Promise<void> {
  expect(await driftOf(system.db, eventTypeId)).toEqual(NO_DRIFT);
  expect(await countOverlaps(system.db, 'claims')).toBe(0);
  const { rows } = await system.db.query(
    `SELECT (SELECT count(*)::int FROM claims WHERE num_nonnulls(booking_id, hold_id) = 0) AS lanes,
            (SELECT count(*)::int FROM holds h
             WHERE NOT EXISTS (SELECT FROM waitlist_entries WHERE hold_id = h.id AND status = 'offered')) AS holds,
            (SELECT count(*)::int FROM waitlist_entries e
             WHERE status = 'offered' AND NOT EXISTS (SELECT FROM claims WHERE hold_id = e.hold_id)) AS offers,
            (SELECT count(*)::int FROM dead_letters) AS letters`,
  );
  expect(rows).toEqual([{ lanes: 0, holds: 0, offers: 0, letters: 0 }]);
}

describe('the waitlist, while processes are killed', () => {
  const bookings: string[] = [];

  it('offers each freed slot once and to the first, although the worker dies in the middle of it', async () => {
    for (const hour of HOURS) bookings.push((await bookSlot(api, eventTypeId, slot(hour))).id);
    queues = [];
    for (const hour of HOURS) queues.push([await wait(hour), await wait(hour)]);
    const [early, late] = [queues.slice(0, 5), queues.slice(5)];
    await cancel(bookings.slice(0, early.length));
    await untilStatuses(
      early.map(([first]) => first),
      'offered',
    );
    const holds = await holdTable(system.db, 'holds');
    await cancel(bookings.slice(early.length));
    await holds.isWantedBy('lyceum-worker', 1);
    await system.worker.kill('SIGKILL');
    await holds.release();
    await system.worker.restart();
    await untilStatuses(
      late.map(([first]) => first),
      'offered',
    );
    expect(new Set(await statuses(queues.map(([, second]) => second)))).toEqual(new Set(['waiting']));
    await expectNothingLost();
  });

  it('turns each offer into one booking or none, although the API dies in the middle of the acceptance', async () => {
    const firsts = queues.map(([first]) => first);
    const links = await holdTable(system.db, 'booking_links');
    const accepting = Promise.all(firsts.map(accept));
    await links.isWantedBy('lyceum-api', 5);
    await system.apis[1]!.kill('SIGKILL');
    await links.release();
    // While those who were cut off ask again, half of the offers are over.
    await Promise.all(firsts.filter((_first, hour) => hour % 2 === 1).map(({ id }) => expireOffer(system.db, id)));
    const answers = await accepting;
    const won = HOURS.filter((hour) => answers[hour]!.status === 201);
    const lost = HOURS.filter((hour) => answers[hour]!.status === 410);
    const others = answers.filter(({ status }) => status !== 201 && status !== 410);
    expect(others.map(({ status, body }) => [status, body])).toEqual([]);
    expect(won).toEqual(expect.arrayContaining(HOURS.filter((hour) => hour % 2 === 0)));
    await untilStatuses(
      lost.map((hour) => queues[hour]![0]),
      'expired',
    );
    await untilStatuses(
      lost.map((hour) => queues[hour]![1]),
      'offered',
    );
    expect(await statuses(won.map((hour) => queues[hour]![0]))).toEqual(won.map(() => 'accepted'));
    expect(await statuses(won.map((hour) => queues[hour]![1]))).toEqual(won.map(() => 'waiting'));
    const { rows } = await system.db.query<{ id: string }>(
      `SELECT id FROM bookings WHERE event_type_id = $1 AND status = 'confirmed' ORDER BY starts_at`,
      [eventTypeId],
    );
    expect(rows.map(({ id }) => id)).toEqual(won.map((hour) => answers[hour]!.body.id));
    await expectNothingLost();

    await cancel(rows.map(({ id }) => id));
    await untilStatuses(
      queues.map(([, second]) => second),
      'offered',
    );
    await expectNothingLost();
  });
});
