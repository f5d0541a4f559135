import { createBookable } from '../../factories/availability.js';
import { askToBook, book, slot } from '../../factories/booking.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { newEmail, type Person, signUp, signUpAll } from '../../factories/person.js';
import { ApiClient, type ApiResponse } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const { apiUrl, otherApiUrl, mailbox } = sharedSystem();
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

describe('a room of an organization', () => {
  const details = { title: 'Standup', description: 'Secret plans', location: 'Behind the curtain' };
  const remove = () => ada.api.delete(`/organizations/${organizationId}/members/${grace.id}`);
  const faultsOf = ({ status, body }: ApiResponse) => [status, body.errors?.map(({ code }: { code: string }) => code)];
  const NOT_THEIRS = [400, ['unknown_bookable']];

  it('is neither moved to nor kept longer by who has left, who may shorten and cancel what they have', async () => {
    const booking = await book(grace, slot(9, 120), { bookableIds: [room] });
    expect((await remove()).status).toBe(204);
    const path = `/bookings/${booking.id}`;
    expect(faultsOf(await grace.api.patch(path, { end: slot(9, 180).end }))).toEqual(NOT_THEIRS);
    expect(faultsOf(await grace.api.patch(path, { start: slot(8).start, end: slot(9, 120).end }))).toEqual(NOT_THEIRS);
    expect(faultsOf(await grace.api.post(`${path}/reschedule`, slot(33)))).toEqual(NOT_THEIRS);
    expect((await grace.api.get(path)).body).toMatchObject(slot(9, 120));

    expect((await grace.api.patch(path, { title: 'Shorter', end: slot(9).end })).body).toMatchObject(slot(9));
    expect(await takenBy(booking.id)).toEqual({ [grace.id]: 'alone', [room]: 'alone' });
    expect(faultsOf(await grace.api.patch(path, { end: slot(9, 120).end }))).toEqual(NOT_THEIRS);
    await book(ada, slot(10), { bookableIds: [room] });
    expect((await grace.api.post(`${path}/cancel`, {})).body.status).toBe('cancelled');
    await book(ada, slot(9), { bookableIds: [room] });
  });

  it('is not moved to by anybody once the organization is gone', async () => {
    await db.query('UPDATE users SET email_verified_at = now() WHERE id = $1', [ada.id]);
    const booking = await book(grace, slot(9), { organizationId, bookableIds: [room] });
    expect((await ada.api.delete(`/organizations/${organizationId}`)).status).toBe(204);
    expect(faultsOf(await grace.api.post(`/bookings/${booking.id}/reschedule`, slot(11)))).toEqual(NOT_THEIRS);
    expect((await grace.api.post(`/bookings/${booking.id}/cancel`, {})).body.status).toBe('cancelled');
  });

  it('shows those who manage it whose it is and when, and nothing else of what is not the organization’s', async () => {
    const [admin, member] = await signUpAll(api, 'Admin', 'Member');
    await addMember(ada, organizationId, admin, 'admin');
    await addMember(ada, organizationId, member);
    const attendees = [{ email: newEmail('guest') }];
    const alien = await createOrganization(grace);
    const own = { ...details, organizationId: alien, metadata: { secret: 'yes' }, attendees };
    const booking = await book(grace, slot(9), { ...own, bookableIds: [room] });
    const ofOrganization = await book(member, slot(11), { ...details, organizationId, bookableIds: [room] });
    await book(grace, slot(13), { bookableIds: [devices] });
    const path = `/bookings/${booking.id}`;
    const outline = {
      id: booking.id,
      title: 'Standup',
      ...slot(9),
      organizer: { id: grace.id, name: 'Grace' },
      bookableIds: [room],
      organizationId: null,
      description: null,
      location: null,
      attendees: [],
      metadata: {},
      answers: {},
      notes: null,
    };
    const query = { bookableId: room, sort: 'start' };
    for (const manager of [ada, admin]) {
      const { body } = await manager.api.get('/bookings', { query });
      expect(body.data).toMatchObject([outline, { id: ofOrganization.id, ...details, organizationId }]);
      const seen = await manager.api.get(path);
      expect([seen.status, seen.body]).toEqual([200, expect.objectContaining(outline)]);
      for (const more of ['.ics', '/history']) expect((await manager.api.get(`${path}${more}`)).status).toBe(403);
      expect((await manager.api.patch(path, { title: 'Mine' })).status).toBe(403);
      expect((await manager.api.post(`${path}/reschedule`, slot(15))).status).toBe(403);
      // The filter tells nobody whose organization it is.
      const asked = await manager.api.get('/bookings', { query: { ...query, organizationId: alien } });
      expect(asked.body.data).toEqual([]);
    }
    for (const { method, more } of [{ method: 'GET', more: '' } as const, { method: 'POST', more: '/cancel' } as const])
      expect((await member.api.send(method, `${path}${more}`)).status).toBe(404);
    const seenByMember = await member.api.get('/bookings', { query });
    expect(seenByMember.body.data.map(({ id }: { id: string }) => id)).toEqual([ofOrganization.id]);
  });

  it('is had back by those who manage it from who has left, who is told by whom', async () => {
    const booking = await book(grace, slot(9, 29 * 24 * 60), { ...details, bookableIds: [room] });
    await remove();
    const refused = await askToBook(ada, slot(48), { bookableIds: [room] });
    expect([refused.status, refused.body.code]).toEqual([409, 'slot_taken']);
    const { body } = await ada.api.get('/bookings', { query: { bookableId: room } });
    expect(body.data.map(({ id }: { id: string }) => id)).toEqual([booking.id]);
    const cancelled = await ada.api.post(`/bookings/${booking.id}/cancel`, { reason: 'You have left.' });
    expect(cancelled.body).toMatchObject({ status: 'cancelled', title: 'Standup', description: null });
    await book(ada, slot(48), { bookableIds: [room] });
    const history = await grace.api.get(`/bookings/${booking.id}/history`, { query: { sort: '-createdAt', limit: 1 } });
    expect(history.body.data[0]).toMatchObject({
      action: 'cancelled',
      actor: { id: ada.id },
      reason: 'You have left.',
    });
    const mail = await mailbox.waitFor({ to: grace.email, subject: 'Cancelled: Standup' });
    expect(mail.text).toContain('Ada');
  });
});
