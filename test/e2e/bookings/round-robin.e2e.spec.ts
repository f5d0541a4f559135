import { driftOf, NO_DRIFT } from '../../concurrency/overlaps.js';
import { createOutOfOffice, createSchedule } from '../../factories/availability.js';
import { book, slot } from '../../factories/booking.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { type Person, signUpAllVerified } from '../../factories/person.js';
import { askForSlot, bookSlot, publicType } from '../../factories/slot.js';
import { ApiClient, type ApiResponse } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const { apiUrl } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();

afterAll(() => db.end());

const outcome = ({ status, body }: ApiResponse) => [status, body.code ?? body.status];
const HOURS = [9, 10, 11, 12];

let grace: Person;
let ada: Person;
let type: ApiResponse['body'];

beforeEach(async () => {
  [grace, ada] = await signUpAllVerified(api, 'Grace', 'Ada');
  const organizationId = await createOrganization(grace);
  await addMember(grace, organizationId, ada);
  await createSchedule(grace);
  await createSchedule(ada);
  const hosts = [{ userId: grace.id }, { userId: ada.id }];
  type = await publicType(grace, { organizationId, assignment: 'round_robin', hosts });
});

describe('a round robin in which hosts book, and are invited', () => {
  const bookAs = (person: Person, hour: number, more: object = {}) =>
    bookSlot(person.api, type.id, slot(hour), { attendee: undefined, ...more });

  it('gives each booking to somebody who does not take part in it', async () => {
    for (const hour of HOURS) expect((await bookAs(ada, hour)).organizer.id).toBe(grace.id);
    for (const hour of [13, 14]) {
      const attendee = { name: 'Alan', email: `alan-${hour}@example.test` };
      const booking = await bookSlot(ada.api, type.id, slot(hour), { attendee, guests: [{ email: grace.email }] });
      expect(booking.organizer.id).toBe(ada.id);
    }
    const refused = await askForSlot(ada.api, type.id, slot(9), { attendee: undefined });
    expect(outcome(refused)).toEqual([409, 'slot_taken']);
    expect(await driftOf(db, type.id)).toEqual(NO_DRIFT);
  });

  it('gives the slot of a hold to another host when the one who has it books', async () => {
    for (const hour of HOURS) {
      const { body: hold } = await ada.api.post('/holds', { eventTypeId: type.id, start: slot(hour).start });
      expect((await bookAs(ada, hour, { holdId: hold.id })).organizer.id).toBe(grace.id);
    }
    expect(await driftOf(db, type.id)).toEqual(NO_DRIFT);
  });

  it('leaves it to guests to write the address of a host, who is asked last', async () => {
    const attendee = { name: 'Ada', email: ada.email };
    for (const hour of HOURS) {
      expect((await bookSlot(api, type.id, slot(hour), { attendee })).organizer.id).toBe(grace.id);
      expect((await bookSlot(api, type.id, slot(hour), { attendee })).organizer.id).toBe(ada.id);
    }
  });

  it('stays as it is when it is given to who gives it already', async () => {
    const booking = await bookAs(ada, 10);
    const again = await grace.api.post(`/bookings/${booking.id}/reassign`, { hostId: grace.id.toUpperCase() });
    expect([again.status, again.body.version, again.body.organizer.id]).toEqual([200, booking.version, grace.id]);
    const history = await grace.api.get(`/bookings/${booking.id}/history`);
    expect(history.body.data.map(({ action }: { action: string }) => action)).toEqual(['created']);
  });

  it('never makes the booker the host, neither by a move nor by giving the booking away', async () => {
    const booking = await bookAs(ada, 10);
    await book(grace, slot(12));
    expect(outcome(await ada.api.post(`/bookings/${booking.id}/reschedule`, { start: slot(12).start }))).toEqual([
      409,
      'slot_taken',
    ]);
    for (const body of [{}, { hostId: ada.id }]) {
      const { status } = await grace.api.post(`/bookings/${booking.id}/reassign`, body);
      expect(status).toBe(422);
    }
    const moved = await ada.api.post(`/bookings/${booking.id}/reschedule`, { start: slot(14).start });
    expect(moved.body).toMatchObject({ ...slot(14), organizer: { id: grace.id } });
    expect(await driftOf(db, type.id)).toEqual(NO_DRIFT);
  });
});

it('is taken when whoever could give it is taken, whatever keeps the others from it', async () => {
  await createOutOfOffice(ada, slot(10));
  await bookSlot(api, type.id, slot(10));
  const refused = await askForSlot(api, type.id, slot(10));
  expect(outcome(refused)).toEqual([409, 'slot_taken']);
  expect(refused.body.reasons.toSorted()).toEqual(['out_of_office', 'slot_taken']);
  await createOutOfOffice(grace, slot(11));
  await createOutOfOffice(ada, slot(11));
  expect(outcome(await askForSlot(api, type.id, slot(11)))).toEqual([422, 'outside_availability']);
});

describe('a booking of a round robin that somebody wants to move', () => {
  const offered = async (mover: ApiClient, { id }: ApiResponse['body'], from: number, to: number) => {
    const query = { eventTypeId: type.id, from: slot(from).start, to: slot(to).start, rescheduleBookingId: id };
    return (await mover.get('/slots', { query })).body.data;
  };
  const explained = async (mover: ApiClient, { id }: ApiResponse['body'], hour: number) => {
    const query = { eventTypeId: type.id, at: slot(hour).start, rescheduleBookingId: id };
    return (await mover.get('/slots/explain', { query })).body.isFree;
  };

  it('is offered no time for which only its booker is free', async () => {
    const booking = await bookSlot(ada.api, type.id, slot(10), { attendee: undefined });
    await book(grace, slot(12));
    expect(await offered(ada.api, booking, 11, 14)).toEqual([slot(11), slot(13)]);
    expect(await explained(ada.api, booking, 12)).toBe(false);
    expect(await explained(ada.api, booking, 13)).toBe(true);
    const refused = await ada.api.post(`/bookings/${booking.id}/reschedule`, { start: slot(12).start });
    expect([outcome(refused), refused.body.reasons]).toEqual([[409, 'slot_taken'], ['slot_taken']]);
  });

  it('is offered, and moves to, a time for which only whoever owns a written address is free', async () => {
    const booking = await bookSlot(api, type.id, slot(10), { attendee: { name: 'Ada', email: ada.email } });
    expect(booking.organizer.id).toBe(grace.id);
    await book(grace, slot(12));
    expect(await offered(grace.api, booking, 12, 13)).toEqual([slot(12)]);
    const moved = await grace.api.post(`/bookings/${booking.id}/reschedule`, { start: slot(12).start });
    expect(moved.body).toMatchObject({ ...slot(12), organizer: { id: ada.id } });
    // A host is not in it twice: what the guest wrote stays, and is nobody's account any more.
    const { attendees } = (await ada.api.get(`/bookings/${booking.id}`)).body;
    expect(attendees).toMatchObject([{ name: 'Ada', email: ada.email, role: 'booker' }]);
    expect(JSON.stringify(attendees)).not.toContain(ada.id);
    expect(await driftOf(db, type.id)).toEqual(NO_DRIFT);
  });
});

it('a host of a collective type who books it is told so', async () => {
  const [grace, ada] = await signUpAllVerified(api, 'Grace', 'Ada');
  const organizationId = await createOrganization(grace);
  await addMember(grace, organizationId, ada);
  await createSchedule(grace);
  await createSchedule(ada);
  const hosts = [{ userId: grace.id }, { userId: ada.id }];
  const type = await publicType(grace, { organizationId, assignment: 'collective', hosts });
  const answers: unknown[] = [];
  for (const person of [grace, ada]) {
    const { status, body } = await askForSlot(person.api, type.id, slot(10), { attendee: undefined });
    answers.push([status, body.errors?.[0].code]);
  }
  expect(answers.sort()).toEqual([
    [400, 'is_host'],
    [400, 'is_organizer'],
  ]);
});
