import { newId } from '../../../src/kernel/ids.js';
import { book, slot } from '../../factories/booking.js';
import { newEmail, type Person, signUp, signUpAllVerified } from '../../factories/person.js';
import { eventually } from '../../support/eventually.js';
import { ApiClient } from '../../support/http.js';
import { sharedSystem } from '../../support/shared-system.mjs';

const { apiUrl, otherApiUrl } = sharedSystem();
const api = new ApiClient(apiUrl);

let ada: Person;
let grace: Person;

beforeEach(async () => {
  [ada, grace] = await signUpAllVerified(api, 'Ada', 'Grace');
});

interface Attendee {
  readonly id: string;
  readonly email: string;
  readonly status: string;
}

const emails = (body: { attendees: Attendee[] }) => body.attendees.map(({ email }) => email);

describe('attendees', () => {
  it('stay guests until the owner of the address has proved to own it', async () => {
    const impostor = await signUp(api, 'Impostor');
    const { id, attendees } = await book(ada, slot(1), { attendees: [{ email: impostor.email }] });
    expect(attendees).toMatchObject([{ email: impostor.email }]);
    expect(attendees[0].userId ?? null).toBeNull();
    expect((await impostor.api.get(`/bookings/${id}`)).status).toBe(404);
    expect((await impostor.api.get('/bookings')).body.data).toEqual([]);
  });

  it('come and go, each time as a new version of the booking', async () => {
    const { id } = await book(ada, slot(1));
    const path = `/bookings/${id}/attendees`;
    const added = await ada.api.post(path, { email: grace.email });
    expect([added.status, added.headers.get('Location'), added.body.version]).toEqual([
      201,
      `/api/v1/bookings/${id}`,
      2,
    ]);
    expect(added.body.attendees).toMatchObject([{ email: grace.email, name: grace.email, status: 'needs_action' }]);
    expect((await grace.api.get(`/bookings/${id}`)).status).toBe(200);
    const removed = await ada.api.delete(`${path}/${added.body.attendees[0].id}`);
    expect([removed.status, removed.body.version, removed.body.attendees]).toEqual([200, 3, []]);
    expect((await grace.api.get(`/bookings/${id}`)).status).toBe(404);
    expect((await ada.api.delete(`${path}/${added.body.attendees[0].id}`)).status).toBe(404);
  });

  it('are not in the list twice', async () => {
    const guest = newEmail('guest');
    const { id } = await book(ada, slot(1), { attendees: [{ email: grace.email }, { email: guest }] });
    await grace.api.post(`/bookings/${id}/respond`, { status: 'accepted' });
    for (const attendee of [{ email: grace.email }, { userId: grace.id }, { email: guest.toUpperCase() }]) {
      const { status, body } = await ada.api.post(`/bookings/${id}/attendees`, attendee);
      expect([status, body.code]).toEqual([409, 'attendee_exists']);
    }
    const { status, body } = await ada.api.post(`/bookings/${id}/attendees`, { email: ada.email });
    expect([status, body.errors[0].pointer, body.errors[0].code]).toEqual([400, '/email', 'is_organizer']);
  });

  it('are added once by two requests at the same time', async () => {
    const { id } = await book(ada, slot(1));
    const answers = await Promise.all(
      [apiUrl, otherApiUrl, apiUrl].map((url) =>
        ada.api.at(url).post(`/bookings/${id}/attendees`, { email: grace.email }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  it('are a hundred at most', async () => {
    const attendees = Array.from({ length: 99 }, () => ({ email: newEmail('guest') }));
    const { id } = await book(ada, slot(1), { attendees });
    const answers = await Promise.all(
      Array.from({ length: 3 }, () => ada.api.post(`/bookings/${id}/attendees`, { email: newEmail('guest') })),
    );
    expect(answers.map(({ status, body }) => body.code ?? status).sort()).toEqual([
      201,
      'too_many_attendees',
      'too_many_attendees',
    ]);
  });

  it('are replaced as a list; who stays keeps the answer', async () => {
    const [first, second, third] = [newEmail('first'), newEmail('second'), newEmail('third')];
    const { id } = await book(ada, slot(1), {
      attendees: [{ email: first }, { email: grace.email }, { email: second }],
    });
    await grace.api.post(`/bookings/${id}/respond`, { status: 'accepted' });
    const { body } = await ada.api.patch(`/bookings/${id}`, {
      attendees: [{ email: third }, { email: second.toUpperCase() }, { email: grace.email }],
    });
    expect(emails(body).sort()).toEqual([grace.email, second, third].sort());
    expect(body.attendees.find(({ email }: Attendee) => email === grace.email).status).toBe('accepted');
    expect(body.version).toBe(3);
    const same = await ada.api.patch(`/bookings/${id}`, {
      attendees: [{ email: third }, { email: second }, { userId: grace.id }],
    });
    expect(same.body.version).toBe(3);
    expect((await ada.api.patch(`/bookings/${id}`, { attendees: [] })).body.attendees).toEqual([]);
  });

  it('answer for themselves, and only for themselves', async () => {
    const { id } = await book(ada, slot(1), { attendees: [{ email: grace.email }, { email: newEmail() }] });
    const path = `/bookings/${id}/respond`;
    const accepted = await grace.api.post(path, { status: 'accepted' });
    expect(accepted.body.attendees.map(({ status }: Attendee) => status)).toEqual(['accepted', 'needs_action']);
    expect((await grace.api.post(path, { status: 'accepted' })).body.version).toBe(accepted.body.version);
    expect((await grace.api.post(path, { status: 'declined' })).body.attendees[0].status).toBe('declined');
    expect((await grace.api.post(path, { status: 'perhaps' })).status).toBe(400);
    expect((await ada.api.post(path, { status: 'accepted' })).status).toBe(403);
  });

  it('who were guests see their bookings once they have an account and verified the address', async () => {
    const { mailbox } = sharedSystem();
    const email = newEmail('guest');
    const booking = await book(ada, slot(1), { attendees: [{ email, name: 'A guest' }] });
    const guest = await signUp(api, 'Alan', email);
    expect((await guest.api.get(`/bookings/${booking.id}`)).status).toBe(404);
    const { text } = await mailbox.waitFor({ to: email, subject: 'Confirm your' });
    const token = /token=([\w.-]+)/.exec(text)![1];
    await guest.api.post('/auth/email-verification/confirm', { token });
    await eventually(
      () => guest.api.get(`/bookings/${booking.id}`),
      ({ status }) => status === 200,
    );
    const { body } = await guest.api.get(`/bookings/${booking.id}`);
    expect(body.attendees).toMatchObject([{ id: booking.attendees[0].id, userId: guest.id, name: 'Alan', email }]);
  });

  it('cannot change, move, cancel or add to the booking', async () => {
    const { id, attendees } = await book(ada, slot(1), { attendees: [{ email: grace.email }] });
    const path = `/bookings/${id}`;
    const refused = await Promise.all([
      grace.api.patch(path, { title: 'Mine' }),
      grace.api.post(`${path}/reschedule`, slot(2)),
      grace.api.post(`${path}/cancel`),
      grace.api.delete(path),
      grace.api.post(`${path}/attendees`, { email: newEmail() }),
      grace.api.delete(`${path}/attendees/${attendees[0].id}`),
    ]);
    expect(refused.map(({ status, body }) => [status, body.code])).toEqual(Array(6).fill([403, 'forbidden']));
  });
});

describe('strangers', () => {
  it('get 404 for everything', async () => {
    const { id, attendees } = await book(ada, slot(1), { attendees: [{ email: newEmail() }] });
    const path = `/bookings/${id}`;
    const answers = await Promise.all([
      grace.api.get(path),
      grace.api.get(`${path}.ics`),
      grace.api.get(`${path}/history`),
      grace.api.patch(path, { title: 'Mine' }),
      grace.api.post(`${path}/reschedule`, slot(2)),
      grace.api.post(`${path}/cancel`),
      grace.api.delete(path),
      grace.api.post(`${path}/respond`, { status: 'accepted' }),
      grace.api.post(`${path}/attendees`, { email: newEmail() }),
      grace.api.delete(`${path}/attendees/${attendees[0].id}`),
    ]);
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(Array(10).fill([404, 'not_found']));
    expect((await grace.api.get('/bookings')).body.data).toEqual([]);
    expect((await ada.api.delete(`${path}/attendees/${newId()}`)).status).toBe(404);
  });
});
