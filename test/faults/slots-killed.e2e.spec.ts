import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { countCrowds, countOverlaps, driftOf, NO_DRIFT } from '../concurrency/overlaps.js';
import { createBookable } from '../factories/availability.js';
import { slot } from '../factories/booking.js';
import { addMember, createOrganization } from '../factories/organization.js';
import { newEmail, type Person, signUp } from '../factories/person.js';
import { ALWAYS, openType } from '../factories/slot.js';
import { eventually } from '../support/eventually.js';
import { ApiClient, type ApiResponse } from '../support/http.js';
import { startSystem, type System } from '../support/system.mjs';

const VISITORS = 12;
const KILLS = 2;
/** What a visitor thinks before the next wish: without it, they leave the processes that start no time on a busy machine. */
const THOUGHT_MS = 100;
const SEATS = 5;
const DAILY_LIMIT = 4;
const CAPACITY = 2;
const PATIENCE_MS = 120_000;

interface Wish {
  readonly host: Person;
  readonly eventTypeId: string;
  readonly start: string;
}

let system: System;
let hosts: Person[];
let shared: string;
let limited: string;
let withRoom: string[];

beforeAll(async () => {
  system = await startSystem({ apis: 2, env: { QUEUE_STALLED_AFTER_MS: '3000' } });
  const api = new ApiClient(system.api.url);
  hosts = await Promise.all(Array.from({ length: 5 }, (_one, index) => signUp(api, `Host ${index}`)));
  const [first, second, owner, ...others] = hosts as [Person, Person, Person, ...Person[]];
  const always = { weekly: ALWAYS };
  shared = (await openType(first, { seats: SEATS }, always)).id;
  limited = (await openType(second, { limits: { day: { bookings: DAILY_LIMIT } } }, always)).id;
  const organizationId = await createOrganization(owner);
  for (const person of others) await addMember(owner, organizationId, person, 'admin', system.db);
  const room = await createBookable(owner, { capacity: CAPACITY, organizationId });
  const inRoom = { organizationId, requiredBookableIds: [room] };
  withRoom = [];
  for (const person of [owner, ...others])
    withRoom.push((await openType(person, { ...inRoom, hosts: [{ userId: person.id }] }, always)).id);
});
afterAll(() => system.stop());

/** Asks until a process answers; whoever is cut off asks the other one, as a browser with a key would. */
async function insist(index: number, ask: (api: ApiClient, key: object) => Promise<ApiResponse>): Promise<ApiResponse> {
  const key = { headers: { 'Idempotency-Key': randomUUID() } };
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const { url } = system.apis[(index + attempt) % 2]!;
    const answer = await ask(new ApiClient(url), key).catch(() => null);
    if (answer) return answer;
  }
  throw new Error('No process answered.');
}

/** What each visitor wants of a day: a seat, one of the few bookings of the day, and a place in the room. */
function wishes(visitor: number, day: number): Wish[] {
  const at = (hour: number) => slot(day * 24 + hour).start;
  const room = visitor % withRoom.length;
  return [
    { host: hosts[0]!, eventTypeId: shared, start: at(10) },
    { host: hosts[1]!, eventTypeId: limited, start: at(visitor) },
    { host: hosts[2 + room]!, eventTypeId: withRoom[room]!, start: at(14) },
  ];
}

/** @returns the booking that the visitor was told to have in the end */
async function pursue(visitor: number, wish: Wish, way: number): Promise<string | null> {
  const { eventTypeId, start, host } = wish;
  let holdId: string | undefined;
  if (way % 5 >= 2) {
    const hold = await insist(visitor, (api, key) => api.post('/holds', { eventTypeId, start }, key));
    if (hold.status !== 201) return null;
    holdId = hold.body.id as string;
    // Some go away without a word.
    if (way % 5 === 2) return null;
    if (way % 5 === 3) {
      expect([204, 404]).toContain((await insist(visitor, (api) => api.delete(`/holds/${holdId}`))).status);
      return null;
    }
  }
  const attendee = { name: 'Alan Turing', email: newEmail('guest') };
  const wanted = { eventTypeId, start, attendee, ...(holdId && { holdId }) };
  const booked = await insist(visitor, (api, key) => api.post('/bookings', wanted, key));
  if (holdId) expect(booked.status).toBe(201);
  if (booked.status !== 201) {
    expect(['slot_taken', 'limit_reached']).toContain(booked.body.code);
    return null;
  }
  if (way % 5 !== 1) return booked.body.id;
  const cancel = (api: ApiClient) => host.api.at(api.url).post(`/bookings/${booked.body.id}/cancel`, {});
  // Who was cut off after it had worked is told that it is cancelled already.
  expect([200, 409]).toContain((await insist(visitor, cancel)).status);
  return null;
}

/** Day after day until told to stop. @returns the bookings that visitors were told to have */
async function visit(visitor: number, isOver: () => boolean): Promise<string[]> {
  const kept: string[] = [];
  for (let day = 0; !isOver(); day += 1)
    for (const [index, wish] of wishes(visitor, day).entries()) {
      const id = await pursue(visitor, wish, visitor + day + index);
      if (id) kept.push(id);
      await setTimeout(THOUGHT_MS);
    }
  return kept;
}

async function expectNoDrift(): Promise<void> {
  for (const id of [shared, limited, ...withRoom]) expect(await driftOf(system.db, id)).toEqual(NO_DRIFT);
  expect(await countOverlaps(system.db, 'claims')).toBe(0);
}

describe('holds, seats, limits and rooms, while processes are killed', () => {
  it('are counted exactly, and who was told to have a booking has it', async () => {
    let isOver = false;
    const visits = Promise.all(Array.from({ length: VISITORS }, (_one, index) => visit(index, () => isOver)));
    const [, other] = system.apis;
    for (let kill = 0; kill < KILLS; kill += 1) {
      await other!.kill('SIGKILL');
      await other!.restart();
    }
    isOver = true;
    const told = (await visits).flat();

    const { rows } = await system.db.query<{ id: string }>(
      `SELECT id FROM bookings WHERE status = 'confirmed' AND event_type_id IS NOT NULL`,
    );
    expect(rows.map(({ id }) => id).sort()).toEqual(told.sort());
    expect(told.length).toBeGreaterThan(0);
    await expectNoDrift();
    const { rows: most } = await system.db.query(
      `SELECT (SELECT max(taken) FROM seatings) <= $1 AS seats,
                (SELECT max(bookings) FROM booking_counters WHERE event_type_id = $2 AND period = 'day') <= $3 AS daily`,
      [SEATS, limited, DAILY_LIMIT],
    );
    expect(most).toEqual([{ seats: true, daily: true }]);
    expect(await countCrowds(system.db)).toBe(0);
  });

  it('come back when holds expire, although the worker is killed while it sees to them', async () => {
    const { rowCount } = await system.db.query(
      `WITH h AS (UPDATE holds SET expires_at = now() RETURNING id),
              c AS (UPDATE claims SET expires_at = now() WHERE hold_id IS NOT NULL)
         UPDATE outbox_messages SET available_at = now()
         FROM h WHERE name = 'slots.lapse-hold' AND payload->>'holdId' = h.id::text`,
    );
    expect(rowCount).toBeGreaterThan(0);
    await system.worker.kill('SIGKILL');
    await system.worker.restart();
    await eventually(
      async () => (await system.db.query('SELECT FROM holds')).rowCount,
      (count) => count === 0,
      PATIENCE_MS,
    );
    await expectNoDrift();
    const { rows } = await system.db.query(
      `SELECT (SELECT count(*)::int FROM claims WHERE hold_id IS NOT NULL) AS held,
                (SELECT coalesce(sum(bookings), 0)::int FROM booking_counters WHERE event_type_id = $1 AND period = 'day') -
                (SELECT count(*)::int FROM bookings WHERE event_type_id = $1 AND status = 'confirmed') AS "overCounted"`,
      [limited],
    );
    expect(rows).toEqual([{ held: 0, overCounted: 0 }]);
  });
});
