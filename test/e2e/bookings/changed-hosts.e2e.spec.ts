import { countBookingsWithWrongClaims, driftOf, NO_DRIFT } from '../../concurrency/overlaps.js';
import { createBookable, createSchedule } from '../../factories/availability.js';
import { book, slot } from '../../factories/booking.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { type Person, signUpAll } from '../../factories/person.js';
import { bookSlot, publicType } from '../../factories/slot.js';
import { ApiClient, type ApiResponse } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const { apiUrl, mailbox } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();

afterAll(() => db.end());

let grace: Person;
let ada: Person;
let edith: Person;
let organizationId: string;

beforeEach(async () => {
  [grace, ada, edith] = await signUpAll(api, 'Grace', 'Ada', 'Edith');
  organizationId = await createOrganization(grace);
  for (const colleague of [ada, edith]) await addMember(grace, organizationId, colleague);
  await Promise.all([grace, ada, edith].map((person) => createSchedule(person)));
});

const WEEK = 7 * 24;
const hostsOf = (...people: Person[]) => people.map(({ id }, index) => ({ userId: id, priority: 10 - index }));

const typeOf = (assignment: string, ...people: Person[]) =>
  publicType(grace, { organizationId, assignment, hosts: hostsOf(...people) });

async function change(type: ApiResponse['body'], more: object): Promise<void> {
  const { status, body } = await grace.api.patch(`/event-types/${type.id}`, more);
  if (status !== 200) throw new Error(`The change was answered with ${status} ${JSON.stringify(body)}`);
}

/** The guest moves it by the link. @returns what its organizer sees then */
async function move({ id, manageUrl }: ApiResponse['body'], hour: number): Promise<ApiResponse['body']> {
  const path = `/manage/${manageUrl.split('/').at(-1)}/reschedule`;
  const { status, body } = await api.post(path, { start: slot(hour).start });
  if (status !== 200) throw new Error(`The move was answered with ${status} ${JSON.stringify(body)}`);
  return (await grace.api.get(`/bookings/${id}`)).body;
}

/** Who gives it according to the booking, and who has claims for it. */
async function givers(booking: ApiResponse['body']): Promise<{ listed: string[]; claimed: string[] }> {
  const { rows } = await db.query<{ id: string }>(
    'SELECT bookable_id AS id FROM claims WHERE booking_id = $1 AND kind = 0',
    [booking.id],
  );
  const attending = booking.attendees.filter(({ role }: { role: string }) => role === 'host');
  const listed = [booking.organizer.id, ...attending.map(({ userId }: { userId: string }) => userId)];
  return { listed: listed.sort(), claimed: rows.map(({ id }) => id).sort() };
}

const idsOf = (...people: Person[]) => people.map(({ id }) => id).sort();

async function expectCancellable(type: ApiResponse['body'], { id }: ApiResponse['body']): Promise<void> {
  expect(await driftOf(db, type.id)).toEqual(NO_DRIFT);
  const { status, body } = await grace.api.post(`/bookings/${id}/cancel`, {});
  expect([status, body.status]).toEqual([200, 'cancelled']);
  expect(await driftOf(db, type.id)).toEqual(NO_DRIFT);
  expect(await countBookingsWithWrongClaims(db, grace.id)).toBe(0);
}

describe('a booking that moves after the hosts of its type have changed', () => {
  it('has those hosts whose time it takes, and tells who comes and who goes', async () => {
    const type = await typeOf('collective', grace, ada);
    const booking = await bookSlot(api, type.id, slot(10));
    await mailbox.waitFor({ to: ada.email, subject: 'Confirmed' });
    await change(type, { hosts: hostsOf(grace, edith) });
    const moved = await move(booking, WEEK + 10);

    const { listed, claimed } = await givers(moved);
    expect([listed, claimed]).toEqual([idsOf(grace, edith), idsOf(grace, edith)]);
    expect(moved.attendees).toContainEqual(
      expect.objectContaining({ userId: edith.id, role: 'host', status: 'accepted' }),
    );
    await mailbox.waitFor({ to: edith.email, subject: 'Confirmed' });
    await mailbox.waitFor({ to: ada.email, subject: 'Not expected any more' });
    await mailbox.waitFor({ to: grace.email, subject: 'New time' });
    await book(ada, slot(WEEK + 10));
    expect((await ada.api.get(`/bookings/${booking.id}`)).status).toBe(404);
    await expectCancellable(type, booking);
    await mailbox.waitFor({ to: edith.email, subject: 'Cancelled' });
  });

  it('keeps its organizer when hosts only change places', async () => {
    const type = await typeOf('collective', grace, ada);
    const booking = await bookSlot(api, type.id, slot(10));
    expect(booking.organizer.id).toBe(grace.id);
    await change(type, { hosts: hostsOf(ada, grace) });
    const moved = await move(booking, WEEK + 10);
    expect(moved.organizer.id).toBe(grace.id);
    expect(await givers(moved)).toEqual({ listed: idsOf(grace, ada), claimed: idsOf(grace, ada) });
    await expectCancellable(type, booking);
  });

  it('loses a host who left the organization', async () => {
    const type = await typeOf('collective', grace, ada, edith);
    const booking = await bookSlot(api, type.id, slot(10));
    await grace.api.delete(`/organizations/${organizationId}/members/${ada.id}`);
    const moved = await move(booking, WEEK + 10);
    expect(await givers(moved)).toEqual({ listed: idsOf(grace, edith), claimed: idsOf(grace, edith) });
    await expectCancellable(type, booking);
  });

  it('is given by all once all are needed, and by one once one is enough', async () => {
    const type = await typeOf('round_robin', grace, ada);
    const booking = await bookSlot(api, type.id, slot(10));
    await change(type, { assignment: 'collective' });
    const together = await move(booking, WEEK + 10);
    expect(await givers(together)).toEqual({ listed: idsOf(grace, ada), claimed: idsOf(grace, ada) });

    await change(type, { assignment: 'round_robin' });
    const { status, body: given } = await grace.api.post(`/bookings/${booking.id}/reassign`, { hostId: ada.id });
    expect([status, given.organizer.id]).toEqual([200, ada.id]);
    expect(await givers(given)).toEqual({ listed: idsOf(ada), claimed: idsOf(ada) });
    await mailbox.waitFor({ to: grace.email, subject: 'Not expected any more' });
    expect(await driftOf(db, type.id)).toEqual(NO_DRIFT);
    expect((await ada.api.post(`/bookings/${booking.id}/cancel`, {})).body.status).toBe('cancelled');
    expect(await driftOf(db, type.id)).toEqual(NO_DRIFT);
  });
});

describe('a booking that is given away after its type has changed', () => {
  async function giveTo({ id: hostId }: Person, { id }: ApiResponse['body']): Promise<ApiResponse['body']> {
    const { status, body } = await grace.api.post(`/bookings/${id}/reassign`, { hostId });
    if (status !== 200) throw new Error(`The change of host was answered with ${status} ${JSON.stringify(body)}`);
    return body;
  }

  it('is in the room that it takes', async () => {
    const [first, second] = [
      await createBookable(grace, { organizationId, name: 'Room 1' }),
      await createBookable(grace, { organizationId, name: 'Room 2' }),
    ];
    const type = await typeOf('round_robin', grace, ada);
    await change(type, { requiredBookableIds: [first] });
    const booking = await bookSlot(api, type.id, slot(10));
    await change(type, { requiredBookableIds: [second] });
    const given = await giveTo(ada, booking);
    expect([given.organizer.id, given.bookableIds]).toEqual([ada.id, [second]]);
    const { claimed } = await givers(given);
    expect(claimed).toEqual([ada.id, second].sort());
    await expectCancellable(type, booking);
  });

  it('gives back the seat that it takes of a time that its new host shares', async () => {
    const type = await typeOf('single', grace);
    await change(type, { seats: 3 });
    const shared = await bookSlot(api, type.id, slot(10));
    await change(type, { assignment: 'round_robin', seats: 1, hosts: hostsOf(grace, ada) });
    const booking = await bookSlot(api, type.id, slot(10), { hostId: ada.id });
    expect(booking.seatingId).toBeNull();
    const given = await giveTo(grace, booking);
    expect([given.organizer.id, given.seatingId]).toEqual([grace.id, shared.seatingId]);
    await expectCancellable(type, booking);
    await expectCancellable(type, shared);
    await book(grace, slot(10));
  });
});

describe('who is added to a booking with the change that moves it', () => {
  const moveWith = (id: string, hour: number, added: Person) =>
    grace.api.patch(`/bookings/${id}`, { start: slot(hour).start, attendees: [{ userId: added.id }] });

  it('does not become a host of it by having become one of its type', async () => {
    const type = await typeOf('collective', grace);
    const booking = await bookSlot(api, type.id, slot(10));
    await change(type, { hosts: hostsOf(grace, ada) });
    const { status, body } = await moveWith(booking.id, WEEK + 10, ada);
    expect([status, body.code, body.reasons]).toEqual([422, 'outside_availability', ['no_host']]);
    expect((await givers((await grace.api.get(`/bookings/${booking.id}`)).body)).listed).toEqual(idsOf(grace));
    await expectCancellable(type, booking);
  });

  it('is not asked to give it in turn', async () => {
    const type = await typeOf('round_robin', grace, ada);
    const booking = await bookSlot(api, type.id, slot(10), { hostId: grace.id });
    await book(grace, slot(WEEK + 10));
    const { status, body } = await moveWith(booking.id, WEEK + 10, ada);
    expect([status, body.code]).toEqual([409, 'slot_taken']);
    const moved = await moveWith(booking.id, WEEK + 11, ada);
    expect([moved.status, moved.body.organizer.id]).toEqual([200, grace.id]);
    expect(moved.body.attendees).toContainEqual(expect.objectContaining({ userId: ada.id, role: 'attendee' }));
    await expectCancellable(type, booking);
  });
});
