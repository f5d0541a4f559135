import { driftOf, NO_DRIFT } from '../../concurrency/overlaps.js';
import { createSchedule } from '../../factories/availability.js';
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

describe('a round robin in which hosts book, and are invited', () => {
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
