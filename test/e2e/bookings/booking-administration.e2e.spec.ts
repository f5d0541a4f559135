import { book, slot } from '../../factories/booking.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { eraseAccount, newEmail, type Person, signUp, signUpAllVerified } from '../../factories/person.js';
import { ApiClient } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const { apiUrl } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();

afterAll(() => db.end());

describe('the bookings of an organization', () => {
  let [owner, admin, member, other]: Person[] = [];
  let organizationId: string;

  beforeAll(async () => {
    [owner, admin, member, other] = await signUpAllVerified(api, 'Owner', 'Admin', 'Member', 'Other');
    organizationId = await createOrganization(owner);
    await addMember(owner, organizationId, admin, 'admin');
    await addMember(owner, organizationId, member);
    await addMember(owner, organizationId, other);
  });

  async function ids(person: Person): Promise<string[]> {
    const { body } = await person.api.get('/bookings', { query: { organizationId, sort: 'createdAt' } });
    return body.data.map(({ id }: { id: string }) => id);
  }

  it('are all seen by owner and admins, without addresses, and only their own by members', async () => {
    const guest = newEmail('guest');
    const attendees = [{ email: guest }, { userId: other!.id }];
    const first = await book(member!, slot(1), { organizationId, attendees });
    const second = await book(admin!, slot(1), { organizationId });
    const elsewhere = await book(member!, slot(3));
    expect(await ids(owner!)).toEqual([first.id, second.id]);
    expect(await ids(admin!)).toEqual([first.id, second.id]);
    expect(await ids(member!)).toEqual([first.id]);
    expect(await ids(other!)).toEqual([first.id]);
    expect((await owner!.api.get(`/bookings/${elsewhere.id}`)).status).toBe(404);
    const seen = await owner!.api.get(`/bookings/${first.id}`);
    expect(seen.body.attendees).toMatchObject([
      { email: null, name: 'Guest' },
      { email: null, name: 'Other' },
    ]);
    expect(JSON.stringify(seen.body)).not.toContain(guest);
    expect((await other!.api.get(`/bookings/${first.id}`)).body.attendees[0].email).toBe(guest);
  });

  it('are cancelled but not changed by owner and admins, who cannot answer invitations', async () => {
    const { id } = await book(member!, slot(10), { organizationId });
    expect((await admin!.api.patch(`/bookings/${id}`, { title: 'x' })).status).toBe(403);
    expect((await admin!.api.post(`/bookings/${id}/respond`, { status: 'accepted' })).status).toBe(403);
    expect((await admin!.api.get(`/bookings/${id}.ics`)).status).toBe(200);
    const { body } = await admin!.api.post(`/bookings/${id}/cancel`, { reason: 'Closed' });
    expect([body.status, body.cancelReason]).toEqual(['cancelled', 'Closed']);
    const history = await member!.api.get(`/bookings/${id}/history`, { query: { sort: '-createdAt', limit: 1 } });
    expect(history.body.data[0].actor).toEqual({ id: admin!.id, name: 'Admin' });
  });

  it('are not made by people who do not belong to it', async () => {
    const eve = await signUp(api, 'Eve');
    const { status, body } = await eve.api.post('/bookings', { title: 'x', ...slot(1), organizationId });
    expect([status, body.errors[0].pointer]).toEqual([400, '/organizationId']);
    expect(await ids(eve)).toEqual([]);
  });

  it('stay with their organizers when the organization is deleted', async () => {
    const [founder] = await signUpAllVerified(api, 'Founder');
    const organization = await createOrganization(founder);
    const { id } = await book(founder, slot(1), { organizationId: organization });
    await founder.api.delete(`/organizations/${organization}`);
    expect((await founder.api.get(`/bookings/${id}`)).body.organizationId).toBeNull();
  });
});

describe('an administrator of the installation', () => {
  it('reads and cancels every booking, and lists them all', async () => {
    const [ada, chief] = await signUpAllVerified(api, 'Ada', 'Chief');
    await db.query(`UPDATE users SET role = 'admin' WHERE id = $1`, [chief.id]);
    const { body: signedIn } = await api.post('/auth/login', { email: chief.email, password: chief.password });
    const admin = api.as(signedIn.accessToken);
    const title = `Unique ${newEmail()}`;
    const { id } = await book(ada, slot(1), { title, attendees: [{ email: newEmail() }] });
    const { body } = await admin.get('/bookings', { query: { scope: 'all', q: title.toUpperCase() } });
    expect(body.data).toMatchObject([{ id, attendees: [{ email: null }] }]);
    expect((await admin.get('/bookings', { query: { q: title } })).body.data).toEqual([]);
    expect(
      (await admin.get('/bookings', { query: { scope: 'all', page: 1, limit: 1 } })).body.meta.total,
    ).toBeGreaterThan(0);
    expect((await admin.patch(`/bookings/${id}`, { title: 'x' })).status).toBe(403);
    expect((await admin.post(`/bookings/${id}/cancel`)).body.status).toBe('cancelled');
    const refused = await ada.api.get('/bookings', { query: { scope: 'all' } });
    expect([refused.status, refused.body.code]).toEqual([403, 'forbidden']);
  });
});

describe('erasing an account', () => {
  it('cancels what the person organizes, forgets them in what others organize, and leaves that whole', async () => {
    const [leaver, stayer] = await signUpAllVerified(api, 'Leaver', 'Stayer');
    const shared = await book(leaver, slot(1), { attendees: [{ email: stayer.email }] });
    const alone = await book(leaver, slot(2), { title: 'Doctor' });
    const attended = await book(stayer, slot(3), {
      attendees: [{ email: leaver.email }, { email: newEmail('guest') }],
    });
    await eraseAccount(leaver);

    const cancelled = (await stayer.api.get(`/bookings/${shared.id}`)).body;
    expect(cancelled).toMatchObject({ status: 'cancelled', organizer: { id: leaver.id, name: 'Former user' } });
    const kept = (await stayer.api.get(`/bookings/${attended.id}`)).body;
    expect(kept).toMatchObject({ status: 'confirmed', title: 'Mentoring', version: 2 });
    expect(kept.attendees[0]).toEqual({
      id: attended.attendees[0].id,
      email: null,
      name: 'Former user',
      status: 'needs_action',
      role: 'attendee',
      isAbsent: null,
    });
    const traces = await db.query(
      `SELECT count(*)::int AS count FROM bookings b LEFT JOIN claims c ON c.booking_id = b.id
       WHERE b.id = $1 OR (b.id = $2 AND c.id IS NOT NULL)`,
      [alone.id, shared.id],
    );
    expect(traces.rows).toEqual([{ count: 0 }]);
  });
});
