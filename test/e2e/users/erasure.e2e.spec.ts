import { book, slot } from '../../factories/booking.js';
import {
  closeAccount,
  eraseAccount,
  newEmail,
  type Person,
  signUp,
  signUpAdmin,
  signUpAllVerified,
} from '../../factories/person.js';
import { bookSlot, openType } from '../../factories/slot.js';
import { joinWaitlist, untilEntryIs } from '../../factories/waitlist.js';
import { ApiClient } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const { apiUrl, mailbox } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();

afterAll(() => db.end());

const statusOf = async ({ api: client }: Person, id: string) => (await client.get(`/bookings/${id}`)).body.status;

describe('closing an account', () => {
  it('answers where the progress stands, which the person reads without an account and administrators with one', async () => {
    const leaver = await signUp(api, 'Leaver');
    const admin = await signUpAdmin(api, db);
    const { status, headers, body } = await closeAccount(leaver);
    expect([status, headers.get('Location')]).toEqual([202, `/api/v1/erasures/${body.token}`]);
    const { token, id } = body;
    expect((await api.get(`/erasures/${token}`)).body).toMatchObject({ id, token });
    expect((await admin.api.get(`/admin/erasures/${id}`)).body).toMatchObject({ id, userId: leaver.id });
    const { body: list } = await admin.api.get('/admin/erasures', { query: { limit: 100 } });
    expect(list.data.map((erasure: { id: string }) => erasure.id)).toContain(id);
    expect((await api.get('/erasures/nonsense')).status).toBe(404);
  });

  it('closes it at once, and once', async () => {
    const leaver = await signUp(api, 'Leaver');
    const answers = await Promise.all([closeAccount(leaver), closeAccount(leaver)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 401]);
    const { email, password } = leaver;
    expect((await api.post('/auth/login', { email, password })).status).toBe(401);
  });

  it('is not undone by an administrator who reactivates', async () => {
    const leaver = await signUp(api, 'Leaver');
    const admin = await signUpAdmin(api, db);
    await closeAccount(leaver);
    expect((await admin.api.patch(`/users/${leaver.id}`, { isActive: true })).status).toBe(404);
  });
});

describe('what a leaver made', () => {
  it('is cancelled where it cannot take place without them, told with their name, and served to who waits', async () => {
    const [host, waiting, leaver] = await signUpAllVerified(api, 'Host', 'Waiting', 'Leaving Lea');
    const type = await openType(host, { title: 'Consultation' });
    const booked = await bookSlot(leaver.api, type.id, slot(10), { attendee: undefined });
    const entry = await joinWaitlist(waiting, type.id, slot(10));
    const invited = await book(host, slot(34), { title: 'Seminar', attendees: [{ email: leaver.email }] });
    const guest = newEmail('guest');
    const own = await book(leaver, slot(58), {
      title: 'Reading',
      attendees: [{ email: guest }, { email: host.email }],
    });
    await mailbox.waitFor({ to: guest, subject: 'Confirmed: Reading' });
    await eraseAccount(leaver);
    expect(await statusOf(host, booked.id)).toBe('cancelled');
    expect((await untilEntryIs('offered', waiting, entry.id)).status).toBe('offered');
    expect(await statusOf(host, own.id)).toBe('cancelled');
    const mail = await mailbox.waitFor({ to: guest, subject: 'Cancelled: Reading' });
    expect(mail.text).toContain('Leaving Lea');
    expect(await mailbox.waitFor({ to: host.email, subject: 'Cancelled: Consultation' })).toBeDefined();
    // Somebody less comes to what others organize, and it takes place.
    expect(await statusOf(host, invited.id)).toBe('confirmed');
    expect((await host.api.get(`/bookings/${own.id}`)).body).toMatchObject({
      title: 'Former booking',
      organizer: { name: 'Former user' },
    });
  });

  it('leaves the rows of an address alone that was never proved', async () => {
    const [host] = await signUpAllVerified(api, 'Host');
    const squatter = await signUp(api, 'Squatter');
    const { id } = await book(host, slot(10), { attendees: [{ email: squatter.email, name: 'Owner of the address' }] });
    await db.query('UPDATE booking_attendees SET user_id = NULL, email = $2 WHERE booking_id = $1', [
      id,
      squatter.email,
    ]);
    await eraseAccount(squatter);
    const { rows } = await db.query('SELECT email FROM booking_attendees WHERE booking_id = $1', [id]);
    expect(rows).toEqual([{ email: squatter.email }]);
  });
});
