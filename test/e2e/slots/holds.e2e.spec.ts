import { driftOf, NO_DRIFT } from '../../concurrency/overlaps.js';
import { createBookable, createOutOfOffice, createSchedule } from '../../factories/availability.js';
import { slot } from '../../factories/booking.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { type Person, signUp } from '../../factories/person.js';
import { ALWAYS, askForSlot, bookSlot, openType, publicType } from '../../factories/slot.js';
import { joinWaitlist } from '../../factories/waitlist.js';
import { eventually } from '../../support/eventually.js';
import { ApiClient, type ApiResponse } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const { apiUrl, otherApiUrl } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();

afterAll(() => db.end());

let host: Person;

beforeEach(async () => {
  host = await signUp(api, 'Grace');
});

const outcome = ({ status, body }: ApiResponse) => [status, body?.code ?? status];

async function hold(eventTypeId: string, more: object = {}): Promise<ApiResponse['body']> {
  const { status, body } = await api.post('/holds', { eventTypeId, start: slot(10).start, ...more });
  expect(status).toBe(201);
  return body;
}

/** Lets the hold be over, as five minutes would. */
const expire = (id: string) =>
  db.query(
    `WITH h AS (UPDATE holds SET expires_at = now() WHERE id = $1)
     UPDATE claims SET expires_at = now() WHERE hold_id = $1`,
    [id],
  );

describe('a hold', () => {
  it('keeps the slot for five minutes, once more when extended, and becomes the booking', async () => {
    const type = await openType(host);
    const kept = await hold(type.id);
    expect(kept).toMatchObject({ eventTypeId: type.id, ...slot(10), seats: 1, isExtended: false });
    const minutes = (Date.parse(kept.expiresAt) - Date.now()) / 60_000;
    expect([minutes > 4.5, minutes <= 5]).toEqual([true, true]);
    expect(outcome(await askForSlot(api, type.id, slot(10)))).toEqual([409, 'slot_taken']);
    expect((await api.post(`/holds/${kept.id}/extend`)).body).toMatchObject({ isExtended: true });
    expect(outcome(await api.post(`/holds/${kept.id}/extend`))).toEqual([409, 'hold_extended']);
    const mismatch = await askForSlot(api, type.id, slot(11), { holdId: kept.id });
    expect(outcome(mismatch)).toEqual([422, 'hold_mismatch']);
    await bookSlot(api, type.id, slot(10), { holdId: kept.id });
    expect((await api.get(`/holds/${kept.id}`)).status).toBe(404);
    expect(await driftOf(db, type.id)).toEqual(NO_DRIFT);
  });

  it('is nobody else’s when it was made with an account', async () => {
    const type = await openType(host);
    const ada = await signUp(api, 'Ada');
    const { body } = await ada.api.post('/holds', { eventTypeId: type.id, start: slot(10).start });
    expect(outcome(await askForSlot(api, type.id, slot(10), { holdId: body.id }))).toEqual([410, 'hold_expired']);
    expect((await host.api.get(`/holds/${body.id}`)).status).toBe(404);
    expect((await ada.api.delete(`/holds/${body.id}`)).status).toBe(204);
    await bookSlot(api, type.id, slot(10));
  });

  it('stands in nobody’s way once it has expired, with its seats and its place in the limits', async () => {
    const type = await openType(host, { seats: 2, limits: { day: { bookings: 1 } } });
    const kept = await hold(type.id, { seats: 2 });
    expect(outcome(await askForSlot(api, type.id, slot(10)))).toEqual([409, 'slot_taken']);
    expect(outcome(await askForSlot(api, type.id, slot(12)))).toEqual([422, 'limit_reached']);
    await expire(kept.id);
    expect(outcome(await askForSlot(api, type.id, slot(10), { seats: 2, holdId: kept.id }))).toEqual([
      410,
      'hold_expired',
    ]);
    expect(outcome(await api.post(`/holds/${kept.id}/extend`))).toEqual([410, 'hold_expired']);
    await bookSlot(api, type.id, slot(12), { seats: 2 });
    expect(await driftOf(db, type.id)).toEqual(NO_DRIFT);
  });

  it('is given back by the worker when nobody else does', async () => {
    const type = await openType(host);
    const kept = await hold(type.id);
    await expire(kept.id);
    await db.query(
      `UPDATE outbox_messages SET available_at = now() WHERE name = 'slots.lapse-hold' AND payload->>'holdId' = $1`,
      [kept.id],
    );
    await eventually(
      async () => (await db.query('SELECT 1 FROM holds WHERE id = $1', [kept.id])).rows.length,
      (left) => left === 0,
    );
    const { rows } = await db.query('SELECT 1 FROM claims WHERE bookable_id = $1', [host.id]);
    expect(rows).toEqual([]);
    expect(await driftOf(db, type.id)).toEqual(NO_DRIFT);
  });
});

describe('a hold whose type got another room meanwhile', () => {
  let first: string;
  let second: string;

  beforeEach(async () => {
    first = await createBookable(host, { name: 'Room 1' });
    second = await createBookable(host, { name: 'Room 2' });
  });

  async function heldInFirst(more: object = {}): Promise<{ type: ApiResponse['body']; holdId: string }> {
    const type = await openType(host, { requiredBookableIds: [first], ...more });
    const { id: holdId } = await hold(type.id);
    return { type, holdId };
  }

  async function needSecond({ id }: ApiResponse['body']): Promise<void> {
    const { status } = await host.api.patch(`/event-types/${id}`, { requiredBookableIds: [second] });
    expect(status).toBe(200);
  }

  const listed = async ({ id }: ApiResponse['body']) => (await host.api.get(`/bookings/${id}`)).body.bookableIds;
  const claimed = async (roomId: string) =>
    (await db.query('SELECT 1 FROM claims WHERE bookable_id = $1', [roomId])).rows.length;

  it('takes the new room and leaves the old one', async () => {
    const { type, holdId } = await heldInFirst();
    await needSecond(type);
    const booking = await bookSlot(api, type.id, slot(10), { holdId });
    expect(await listed(booking)).toEqual([second]);
    expect([await claimed(first), await claimed(second)]).toEqual([0, 1]);
    expect((await api.get(`/holds/${holdId}`)).status).toBe(404);
    expect(await driftOf(db, type.id)).toEqual(NO_DRIFT);
  });

  it('is refused when somebody else has the new room, and lasts', async () => {
    const { type, holdId } = await heldInFirst();
    const ada = await signUp(api, 'Ada');
    const organizationId = await createOrganization(host);
    await addMember(host, organizationId, ada);
    await createSchedule(ada, { weekly: ALWAYS });
    const hosts = [{ userId: ada.id }];
    const others = await publicType(host, { organizationId, hosts, requiredBookableIds: [second] });
    const theirs = await bookSlot(api, others.id, slot(10));
    await needSecond(type);
    const refused = await askForSlot(api, type.id, slot(10), { holdId });
    expect([outcome(refused), refused.body.reasons]).toEqual([[409, 'slot_taken'], ['resource_taken']]);
    expect((await api.get(`/holds/${holdId}`)).status).toBe(200);
    await host.api.post(`/bookings/${theirs.id}/cancel`, {});
    expect(await listed(await bookSlot(api, type.id, slot(10), { holdId }))).toEqual([second]);
  });

  it('has a seat in the room in which the shared time is, as who joins it has', async () => {
    const { type, holdId } = await heldInFirst({ seats: 3 });
    await needSecond(type);
    const held = await bookSlot(api, type.id, slot(10), { holdId });
    const joined = await bookSlot(api, type.id, slot(10));
    expect(joined.seatingId).toBe(held.seatingId);
    expect([await listed(held), await listed(joined)]).toEqual([[first], [first]]);
    expect([await claimed(first), await claimed(second)]).toEqual([1, 0]);
    expect(await listed(await bookSlot(api, type.id, slot(11)))).toEqual([second]);
    expect(await driftOf(db, type.id)).toEqual(NO_DRIFT);
  });
});

describe('a hold that is booked after an absence was entered', () => {
  const refusal = ({ status, body }: ApiResponse) => [status, body.code, body.reasons];

  it('is refused when its host is away, or its room is closed', async () => {
    const room = await createBookable(host);
    const type = await openType(host, { requiredBookableIds: [room] });
    const kept = await hold(type.id);
    const away = await host.api.post('/out-of-office', slot(10));
    expect([away.status, away.body.conflictingBookings]).toEqual([201, []]);
    const refused = await askForSlot(api, type.id, slot(10), { holdId: kept.id });
    expect(refusal(refused)).toEqual([422, 'outside_availability', ['out_of_office']]);
    await host.api.delete(`/out-of-office/${away.body.id}`);
    await createOutOfOffice(host, slot(8, 180), { bookableId: room, reason: 'maintenance' });
    const closed = await askForSlot(api, type.id, slot(10), { holdId: kept.id });
    expect(refusal(closed)).toEqual([422, 'outside_availability', ['resource_closed']]);
    expect((await api.get(`/holds/${kept.id}`)).status).toBe(200);
    expect(await driftOf(db, type.id)).toEqual(NO_DRIFT);
  });

  it('takes no seat of somebody who is away', async () => {
    const type = await openType(host, { seats: 3 });
    const kept = await hold(type.id);
    await createOutOfOffice(host, slot(9.5));
    const refused = await askForSlot(api, type.id, slot(10), { holdId: kept.id });
    expect(refusal(refused)).toEqual([422, 'outside_availability', ['out_of_office']]);
  });

  it('goes to another host of a round robin, and to who stands in', async () => {
    const ada = await signUp(api, 'Ada');
    const organizationId = await createOrganization(host);
    await addMember(host, organizationId, ada);
    for (const person of [host, ada]) await createSchedule(person, { weekly: ALWAYS });
    const hosts = [{ userId: host.id, priority: 9 }, { userId: ada.id }];
    const inTurn = await publicType(host, { organizationId, assignment: 'round_robin', hosts });
    const alone = await publicType(host, { organizationId });
    const [first, second] = [await hold(inTurn.id), await hold(alone.id, { start: slot(12).start })];
    await createOutOfOffice(host, slot(8, 600), { standInId: ada.id });
    expect((await bookSlot(api, inTurn.id, slot(10), { holdId: first.id })).organizer.id).toBe(ada.id);
    expect((await bookSlot(api, alone.id, slot(12), { holdId: second.id })).organizer.id).toBe(ada.id);
    expect((await api.get(`/holds/${first.id}`)).status).toBe(404);
    expect(await driftOf(db, inTurn.id)).toEqual(NO_DRIFT);
  });

  it('goes to who gives the type now, when its host does not any more', async () => {
    const ada = await signUp(api, 'Ada');
    const organizationId = await createOrganization(host);
    await addMember(host, organizationId, ada);
    for (const person of [host, ada]) await createSchedule(person, { weekly: ALWAYS });
    const hosts = [{ userId: host.id, priority: 9 }, { userId: ada.id }];
    const type = await publicType(host, { organizationId, assignment: 'round_robin', hosts });
    const [first, second] = [await hold(type.id), await hold(type.id, { start: slot(12).start })];
    expect((await host.api.patch(`/event-types/${type.id}`, { hosts: [{ userId: ada.id }] })).status).toBe(200);
    expect((await bookSlot(api, type.id, slot(10), { holdId: first.id })).organizer.id).toBe(ada.id);
    await db.query('UPDATE bookables SET is_active = false WHERE id = $1', [ada.id]);
    const refused = await askForSlot(api, type.id, slot(12), { holdId: second.id });
    expect(refusal(refused)).toEqual([422, 'outside_availability', ['inactive']]);
    expect(await driftOf(db, type.id)).toEqual(NO_DRIFT);
  });

  it('is booked and named by the absence, or sees it, when both come at once', async () => {
    const type = await openType(host);
    for (const hour of [9, 10, 11, 12, 13, 14, 15, 16]) {
      const kept = await hold(type.id, { start: slot(hour).start });
      const [booked, away] = await Promise.all([
        askForSlot(api.at(otherApiUrl), type.id, slot(hour), { holdId: kept.id }),
        host.api.post('/out-of-office', slot(hour)),
      ]);
      expect(away.status).toBe(201);
      const named = away.body.conflictingBookings.map(({ bookingId }: { bookingId: string }) => bookingId);
      expect([booked.status, named]).toEqual(booked.status === 201 ? [201, [booked.body.id]] : [422, []]);
    }
  });
});

describe('a hold of somebody else', () => {
  it('is shown to the hosts, without who made it, who may give the slot back; what is offered to others is not', async () => {
    const type = await openType(host);
    const ada = await signUp(api, 'Ada');
    const path = `/event-types/${type.id}/holds`;
    const [first, second] = [await hold(type.id), await hold(type.id, { start: slot(11).start })];
    await bookSlot(api, type.id, slot(12));
    const { id } = await joinWaitlist(ada, type.id, slot(12));
    const offered = await host.api.post(`/event-types/${type.id}/waitlist/${id}/offer`, { start: slot(13).start });
    expect(offered.status).toBe(200);

    const shown = (held: ApiResponse['body']) => ({ ...held, id: expect.any(String), eventTypeTitle: type.title });
    const page = await host.api.get(`${path}?limit=1`);
    expect(page.body.data).toEqual([shown(first)]);
    const cursor: string = page.body.meta.nextCursor;
    expect((await host.api.get(`${path}?limit=1&cursor=${cursor}`)).body.data).toEqual([shown(second)]);
    // Whoever knows the id of a guest's hold may book with it, so that the hosts get another.
    const [{ id: alias }] = page.body.data;
    for (const told of [JSON.stringify(page.body), Buffer.from(cursor, 'base64url').toString()])
      expect(told).not.toContain(first.id);
    expect(outcome(await askForSlot(api, type.id, slot(10), { holdId: alias }))).toEqual([410, 'hold_expired']);
    expect((await host.api.delete(`${path}/${first.id}`)).status).toBe(404);
    const all = await host.api.get(`/event-types/holds?limit=1&eventTypeId=${type.id}`);
    expect(all.body).toEqual(page.body);
    const { text } = await host.api.get('/event-types/holds/export', { query: { eventTypeId: type.id } });
    expect(text).toContain(`${alias},${type.id},${type.title},${first.start},`);
    expect((await ada.api.get(`/event-types/holds?eventTypeId=${type.id}`)).body.data).toEqual([]);
    await expire(second.id);
    expect((await host.api.get(path)).body.data).toEqual([shown(first)]);
    const { rows } = await db.query<{ id: string }>('SELECT hold_id AS id FROM waitlist_entries WHERE id = $1', [id]);
    expect((await host.api.delete(`${path}/${rows[0]!.id}`)).status).toBe(404);
    expect([await ada.api.get(path), await ada.api.delete(`${path}/${alias}`)].map(({ status }) => status)).toEqual([
      404, 404,
    ]);

    expect((await host.api.delete(`${path}/${alias}`)).status).toBe(204);
    expect(outcome(await askForSlot(api, type.id, slot(10), { holdId: first.id }))).toEqual([410, 'hold_expired']);
    expect((await askForSlot(api, type.id, slot(10))).status).toBe(201);
  });
});
