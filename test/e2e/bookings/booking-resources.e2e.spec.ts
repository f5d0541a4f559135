import { createBookable } from '../../factories/availability.js';
import { askToBook, book, slot } from '../../factories/booking.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { type Person, signUp, signUpAll } from '../../factories/person.js';
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

/** What a booking takes, and whether nobody else can have any of it. */
async function takenBy(bookingId: string): Promise<Record<string, 'alone' | 'shared'>> {
  const { rows } = await db.query<{ bookable_id: string; lane: number | null }>(
    'SELECT bookable_id, lane FROM claims WHERE booking_id = $1',
    [bookingId],
  );
  return Object.fromEntries(rows.map(({ bookable_id, lane }) => [bookable_id, lane === null ? 'shared' : 'alone']));
}

describe('a booking with rooms and devices', () => {
  it('takes its host and each of them, or nothing, and gives all back', async () => {
    const booking = await book(ada, slot(9), { bookableIds: [room, devices] });
    expect(booking.bookableIds).toEqual([room, devices].sort());
    expect(await takenBy(booking.id)).toEqual({ [ada.id]: 'alone', [room]: 'alone', [devices]: 'shared' });

    const refused = await askToBook(grace, slot(9), { bookableIds: [room, devices] });
    expect([refused.status, refused.body.code, refused.body.conflict]).toEqual([409, 'slot_taken', slot(9)]);
    expect(refused.body.alternatives).toHaveLength(3);
    expect(refused.body.alternatives).not.toContainEqual(slot(9));
    const second = await book(grace, slot(9), { bookableIds: [devices] });
    expect(await takenBy(second.id)).toEqual({ [grace.id]: 'alone', [devices]: 'shared' });

    await ada.api.post(`/bookings/${booking.id}/cancel`, {});
    expect(await takenBy(booking.id)).toEqual({});
    expect((await ada.api.get(`/bookings/${booking.id}`)).body.bookableIds).toEqual(booking.bookableIds);
    await book(ada, slot(9), { bookableIds: [room] });
  });

  it('moves with everything, or stays as it is', async () => {
    const booking = await book(ada, slot(9), { bookableIds: [room, devices] });
    await book(grace, slot(11), { bookableIds: [devices] });
    const moved = await ada.api.post(`/bookings/${booking.id}/reschedule`, slot(11));
    expect(moved.body).toMatchObject(slot(11));
    expect(await takenBy(booking.id)).toEqual({ [ada.id]: 'alone', [room]: 'alone', [devices]: 'shared' });

    await book(grace, slot(13), { bookableIds: [room] });
    const refused = await ada.api.post(`/bookings/${booking.id}/reschedule`, slot(13));
    expect([refused.status, refused.body.code, refused.body.conflict]).toEqual([409, 'slot_taken', slot(13)]);
    expect(await takenBy(booking.id)).toEqual({ [ada.id]: 'alone', [room]: 'alone', [devices]: 'shared' });
    expect((await ada.api.get(`/bookings/${booking.id}`)).body).toMatchObject(slot(11));
  });

  it('takes what is never full, however those before it lie, and says what is taken to the millisecond', async () => {
    const alan = await signUp(api, 'Alan');
    await addMember(ada, organizationId, alan);
    const first = await book(ada, slot(10.5, 90), { bookableIds: [devices] });
    await book(grace, slot(11), { bookableIds: [devices] });
    await ada.api.post(`/bookings/${first.id}/cancel`, {});
    await book(alan, slot(9), { bookableIds: [devices] });
    await book(ada, slot(9.5, 120), { bookableIds: [devices] });
    const edsger = await signUp(api, 'Edsger');
    await addMember(ada, organizationId, edsger);
    const refused = await askToBook(edsger, slot(9.75, 90), { bookableIds: [devices] });
    expect([refused.status, refused.body.conflict]).toEqual([409, slot(9.5, 30)]);
    await book(edsger, slot(10), { bookableIds: [devices] });
  });

  it('has as many winners as it takes, whoever asks at once', async () => {
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
