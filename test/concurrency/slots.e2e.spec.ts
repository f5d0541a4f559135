import { createBookable, createSchedule } from '../factories/availability.js';
import { askToBook, slot } from '../factories/booking.js';
import { addMember, createOrganization } from '../factories/organization.js';
import { type Person, signUp } from '../factories/person.js';
import { askForSlot, bookSlot, openType, publicType } from '../factories/slot.js';
import { ApiClient, type ApiResponse } from '../support/http.js';
import { sharedDatabase, sharedSystem } from '../support/shared-system.mjs';
import { countCrowds, countBookingsWithWrongClaims, countOverlaps, driftOf, NO_DRIFT } from './overlaps.js';

const { apiUrl, otherApiUrl } = sharedSystem();
const apis = [new ApiClient(apiUrl), new ApiClient(otherApiUrl)] as const;
const db = sharedDatabase();

afterAll(() => db.end());

let host: Person;

beforeEach(async () => {
  host = await signUp(apis[0], 'Grace');
});

/** Whatever the clients did, the database holds no overlap, and every booking has exactly the time it says. */
afterEach(async () => {
  expect(await countOverlaps(db, 'claims')).toBe(0);
  expect(await countBookingsWithWrongClaims(db, host.id)).toBe(0);
});

/** Each of the two API processes in turn. */
const client = (index: number) => apis[index % 2 ? 1 : 0];

function atOnce<T>(count: number, run: (index: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_one, index) => run(index)));
}

function tally(answers: readonly ApiResponse[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status, body } of answers) {
    const outcome = body.code ? `${status} ${body.code}` : String(status);
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}

describe.each([100, 500])('%i clients at two processes', (count) => {
  it('who want one slot get one booking, whatever type they ask for', async () => {
    const type = await openType(host, { bufferBeforeMinutes: 15 });
    const other = await publicType(host, { durations: [30], slotIntervalMinutes: 15 });
    const answers = await atOnce(count, (index) =>
      askForSlot(client(index), index % 3 ? type.id : other.id, slot(10, 30)),
    );
    expect(tally(answers)).toEqual({ '201': 1, '409 slot_taken': count - 1 });
    expect(await driftOf(db, type.id)).toEqual(NO_DRIFT);
    expect(await driftOf(db, other.id)).toEqual(NO_DRIFT);
  });

  it('who want times that overlap get some that do not, and no time is left that would fit', async () => {
    const type = await openType(host, { slotIntervalMinutes: 15 });
    const answers = await atOnce(count, (index) =>
      askForSlot(client(index), type.id, slot(9 + ((index * 7) % 29) / 4)),
    );
    expect(Object.keys(tally(answers)).sort()).toEqual(['201', '409 slot_taken']);
    const query = { eventTypeId: type.id, from: slot(9).start, to: slot(17).start };
    expect((await apis[0].get('/slots', { query })).body.data).toEqual([]);
    expect(await driftOf(db, type.id)).toEqual(NO_DRIFT);
  });

  it('who want seats get as many as there are', async () => {
    const type = await openType(host, { seats: 7 });
    const answers = await atOnce(count, (index) => askForSlot(client(index), type.id, slot(10)));
    expect(tally(answers)).toEqual({ '201': 7, '409 slot_taken': count - 7 });
    const { rows } = await db.query('SELECT taken FROM seatings WHERE event_type_id = $1', [type.id]);
    expect(rows).toEqual([{ taken: 7 }]);
    expect(await driftOf(db, type.id)).toEqual(NO_DRIFT);
  });

  it('who want different slots of one day get as many as the limit allows', async () => {
    const type = await openType(host, { durations: [15], limits: { day: { bookings: 5 } } });
    const answers = await atOnce(count, (index) => askForSlot(client(index), type.id, slot(9 + (index % 32) / 4)));
    const { '201': booked, ...refused } = tally(answers);
    expect(booked).toBe(5);
    expect(Object.keys(refused).sort()).toEqual(expect.arrayContaining(['422 limit_reached']));
    expect(Object.keys(refused).every((code) => ['422 limit_reached', '409 slot_taken'].includes(code))).toBe(true);
    expect(await driftOf(db, type.id)).toEqual(NO_DRIFT);
  });

  it('with hosts of their own share a room for three', async () => {
    const organizationId = await createOrganization(host);
    const room = await createBookable(host, { capacity: 3, organizationId });
    await createSchedule(host);
    const more = { organizationId, requiredBookableIds: [room] };
    const types = [await publicType(host, more)];
    for (let index = 0; index < 9; index += 1) {
      const person = await signUp(apis[0], 'Ada');
      await addMember(host, organizationId, person, 'member', db);
      await createSchedule(person);
      types.push(await publicType(host, { ...more, hosts: [{ userId: person.id }] }));
    }
    const answers = await atOnce(count, (index) => askForSlot(client(index), types[index % 10].id, slot(10)));
    expect(tally(answers)).toEqual({ '201': 3, '409 slot_taken': count - 3 });
    expect(await countCrowds(db)).toBe(0);
    const { rows } = await db.query('SELECT lane FROM claims WHERE bookable_id = $1', [room]);
    expect(rows).toEqual(Array(3).fill({ lane: null }));
  });

  it('who hold, book, move and book ad hoc one time leave it to one of them', async () => {
    const type = await openType(host);
    const early = await bookSlot(apis[0], type.id, slot(9));
    const answers = await atOnce(count, (index) => {
      const { start } = slot(10);
      if (index % 4 === 0) return client(index).post('/holds', { eventTypeId: type.id, start });
      if (index % 4 === 1) return host.api.at(client(index).url).post(`/bookings/${early.id}/reschedule`, { start });
      if (index % 4 === 2) return askToBook({ api: host.api.at(client(index).url) }, slot(10));
      return askForSlot(client(index), type.id, slot(10));
    });
    const winners = answers.filter(({ status }) => status < 300);
    const moves = winners.filter(({ status }) => status === 200);
    // A booking that is moved to where it is already stays there.
    expect(moves.length === 0 ? winners.length : winners.length - moves.length).toBe(moves.length === 0 ? 1 : 0);
    expect(answers.filter(({ status }) => status >= 300).every(({ status }) => status === 409)).toBe(true);
    expect(await driftOf(db, type.id)).toEqual(NO_DRIFT);
  });

  it('who decide about one pending booking decide once', async () => {
    const type = await openType(host, { requiresConfirmation: true });
    const { id } = await bookSlot(apis[0], type.id, slot(10));
    const answers = await atOnce(count, (index) =>
      host.api.at(client(index).url).post(`/bookings/${id}/${index % 2 ? 'confirm' : 'decline'}`, {}),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await driftOf(db, type.id)).toEqual(NO_DRIFT);
  });

  it('who book with one hold book once', async () => {
    const type = await openType(host);
    const { start } = slot(10);
    const hold = (await apis[0].post('/holds', { eventTypeId: type.id, start })).body;
    const answers = await atOnce(count, (index) => askForSlot(client(index), type.id, slot(10), { holdId: hold.id }));
    expect(tally(answers)).toEqual({ '201': 1, '410 hold_expired': count - 1 });
    expect(await driftOf(db, type.id)).toEqual(NO_DRIFT);
  });
});
