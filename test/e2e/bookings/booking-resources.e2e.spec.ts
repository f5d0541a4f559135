import { createBookable } from '../../factories/availability.js';
import { askToBook, book, slot } from '../../factories/booking.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { type Person, signUpAll } from '../../factories/person.js';
import { ApiClient } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const { apiUrl, otherApiUrl } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();

afterAll(() => db.end());

let ada: Person;
let grace: Person;
let organizationId: string;
let room: string;
let devices: string;

beforeEach(async () => {
  [ada, grace] = await signUpAll(api, 'Ada', 'Grace');
  organizationId = await createOrganization(ada);
  await addMember(ada, organizationId, grace);
  room = await createBookable(ada, { organizationId });
  devices = await createBookable(ada, { organizationId, kind: 'device', name: 'Projector', capacity: 2 });
});

async function lanesOf(bookingId: string): Promise<Record<string, number>> {
  const { rows } = await db.query<{ bookable_id: string; lane: number }>(
    'SELECT bookable_id, lane FROM claims WHERE booking_id = $1',
    [bookingId],
  );
  return Object.fromEntries(rows.map(({ bookable_id, lane }) => [bookable_id, lane]));
}

describe('a booking with rooms and devices', () => {
  it('takes its host, a lane of each, or nothing, and gives all back', async () => {
    const booking = await book(ada, slot(9), { bookableIds: [room, devices] });
    expect(booking.bookableIds).toEqual([room, devices].sort());
    expect(await lanesOf(booking.id)).toEqual({ [ada.id]: 0, [room]: 0, [devices]: 0 });

    const refused = await askToBook(grace, slot(9), { bookableIds: [room, devices] });
    expect([refused.status, refused.body.code, refused.body.conflict]).toEqual([409, 'slot_taken', slot(9)]);
    expect(refused.body.alternatives).toHaveLength(3);
    expect(refused.body.alternatives).not.toContainEqual(slot(9));
    const second = await book(grace, slot(9), { bookableIds: [devices] });
    expect(await lanesOf(second.id)).toEqual({ [grace.id]: 0, [devices]: 1 });

    await ada.api.post(`/bookings/${booking.id}/cancel`, {});
    expect(await lanesOf(booking.id)).toEqual({});
    expect((await ada.api.get(`/bookings/${booking.id}`)).body.bookableIds).toEqual(booking.bookableIds);
    await book(ada, slot(9), { bookableIds: [room] });
  });

  it('moves with everything, to other lanes where its own are taken, or stays as it is', async () => {
    const booking = await book(ada, slot(9), { bookableIds: [room, devices] });
    const later = await book(grace, slot(11), { bookableIds: [devices] });
    expect((await lanesOf(later.id))[devices]).toBe(0);
    const moved = await ada.api.post(`/bookings/${booking.id}/reschedule`, slot(11));
    expect(moved.body).toMatchObject(slot(11));
    expect(await lanesOf(booking.id)).toEqual({ [ada.id]: 0, [room]: 0, [devices]: 1 });

    await book(grace, slot(13), { bookableIds: [room] });
    const refused = await ada.api.post(`/bookings/${booking.id}/reschedule`, slot(13));
    expect([refused.status, refused.body.code, refused.body.conflict]).toEqual([409, 'slot_taken', slot(13)]);
    expect(await lanesOf(booking.id)).toEqual({ [ada.id]: 0, [room]: 0, [devices]: 1 });
    expect((await ada.api.get(`/bookings/${booking.id}`)).body).toMatchObject(slot(11));
  });

  it('has one winner per lane, whoever asks at once', async () => {
    const people = await signUpAll(api, 'Alan', 'Barbara', 'Edsger', 'Donald', 'Frances', 'John');
    for (const person of people) await addMember(ada, organizationId, person);
    const answers = await Promise.all(
      people.map((person, index) =>
        askToBook({ api: index % 2 ? person.api.at(otherApiUrl) : person.api }, slot(15), { bookableIds: [devices] }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409, 409, 409]);
  });

  it('refuses what the person may not book, what is closed, and people', async () => {
    const theirs = await createBookable(grace);
    const closed = await createBookable(ada);
    await ada.api.delete(`/bookables/${closed}`);
    const { status, body } = await askToBook(ada, slot(9), { bookableIds: [room, theirs, grace.id, closed] });
    expect(status).toBe(400);
    expect(body.errors.map(({ pointer, code }: { pointer: string; code: string }) => [pointer, code])).toEqual([
      ['/bookableIds/1', 'unknown_bookable'],
      ['/bookableIds/2', 'unknown_bookable'],
      ['/bookableIds/3', 'is_active'],
    ]);
  });
});
