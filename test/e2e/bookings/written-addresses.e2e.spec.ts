import { askToBook, book, slot } from '../../factories/booking.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { newEmail, type Person, signUp, signUpAllVerified } from '../../factories/person.js';
import { makeSeries } from '../../factories/series.js';
import { askForSlot, bookSlot, openType } from '../../factories/slot.js';
import { eventually } from '../../support/eventually.js';
import { ApiClient, type ApiResponse } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const { apiUrl } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();

afterAll(() => db.end());

let host: Person;
let owner: Person;
let stranger: Person;

beforeEach(async () => {
  [host, owner, stranger] = await signUpAllVerified(api, 'Grace', 'Secretly Ada', 'Eve');
});

/** Nothing of what the system knows about the owner of the address. */
function expectNothingKnown(body: unknown, { id, name }: Person): void {
  const text = JSON.stringify(body);
  expect([text.includes(id), text.includes(name)]).toEqual([false, false]);
}

const attendeeOf = (body: ApiResponse['body'], email: string) =>
  body.attendees.find((attendee: { email: string }) => attendee.email === email);

/* Whoever writes an address learns nothing of the account behind it; its owner has the booking all the same. */
describe('what somebody wrote', () => {
  it('is all that a guest is answered, in the booking and by its link', async () => {
    const type = await openType(host);
    const attendee = { name: 'A. Lovelace', email: owner.email };
    const guests = [{ email: stranger.email }];
    const { body } = await askForSlot(api, type.id, slot(10), { attendee, guests });
    expectNothingKnown(body, owner);
    expectNothingKnown(body, stranger);
    expect(body.attendees).toMatchObject([
      { ...attendee, role: 'booker' },
      { email: stranger.email, name: stranger.email, role: 'attendee' },
    ]);
    const path = `/manage/${body.manageUrl.split('/').at(-1)}`;
    expect((await api.get(path)).body.bookerName).toBe('A. Lovelace');
    expectNothingKnown((await api.post(`${path}/reschedule`, { start: slot(11).start })).body, owner);
    expect((await owner.api.get('/bookings')).body.data).toMatchObject([{ id: body.id }]);
    const own = attendeeOf((await owner.api.get(`/bookings/${body.id}`)).body, owner.email);
    expect(own).toMatchObject({ userId: owner.id, name: owner.name });
  });

  it('takes no time of the owner before they accept', async () => {
    const type = await openType(host);
    const own = await openType(owner);
    const { id } = await bookSlot(api, type.id, slot(10), { attendee: { name: 'Ada', email: owner.email } });
    const offered = async () =>
      (await api.get(`/slots?eventTypeId=${own.id}&from=${slot(10).start}&to=${slot(11).start}`)).body.data;
    expect(await offered()).toEqual([slot(10)]);
    await owner.api.post(`/bookings/${id}/respond`, { status: 'accepted' });
    expect(await offered()).toEqual([]);
  });

  it('says nothing about whose address the host’s is', async () => {
    const type = await openType(host);
    const { status, body } = await askForSlot(api, type.id, slot(10), {
      attendee: { name: 'Whoever', email: host.email },
      guests: [],
    });
    expect(status).toBe(201);
    expect(body.attendees).toMatchObject([{ name: 'Whoever', email: host.email, role: 'booker' }]);
    expect(body.attendees[0].userId).toBeUndefined();
  });

  it('is all that a stranger with an account sees, until the owner accepts', async () => {
    const booking = await book(stranger, slot(10), { attendees: [{ email: owner.email, name: 'Somebody' }] });
    expectNothingKnown(booking, owner);
    const path = `/bookings/${booking.id}`;
    const read = async () => (await stranger.api.get(path)).body;
    expect(await read()).toEqual(booking);
    expect((await stranger.api.get('/bookings')).body.data).toEqual([booking]);
    expectNothingKnown(await stranger.api.get(`${path}.ics`), owner);
    expect((await askToBook(stranger, slot(12), { attendees: [{ userId: owner.id }] })).status).toBe(400);
    await owner.api.post(`${path}/respond`, { status: 'declined' });
    expectNothingKnown(await read(), owner);
    expectNothingKnown((await stranger.api.get(`${path}/history`)).body, owner);
    const answers = await eventually(
      async () => (await stranger.api.get('/notifications?type=BOOKING_RESPONSE')).body.data,
      (notices) => notices.length > 0,
    );
    expectNothingKnown(answers, owner);
    expect(answers[0].title).toContain('Somebody declined');
    await owner.api.post(`${path}/respond`, { status: 'accepted' });
    expect(attendeeOf(await read(), owner.email)).toMatchObject({ userId: owner.id, name: owner.name });
    await book(stranger, slot(12), { attendees: [{ userId: owner.id }] });
  });

  it('is all that is shown of a guest who signs up later, and of the people of a series', async () => {
    const email = newEmail('guest');
    const booking = await book(stranger, slot(10), { attendees: [{ email }] });
    const series = await makeSeries(stranger, { attendees: [{ email }, { email: owner.email }] });
    expectNothingKnown(series, owner);
    const late = await signUp(api, 'Late Alan', email);
    const { mailbox } = sharedSystem();
    const mail = await mailbox.waitFor({ to: email, subject: 'Confirm your' });
    const token = /token=([\w.-]+)/.exec(mail.text)?.[1] ?? '';
    await late.api.post('/auth/email-verification/confirm', { token });
    await eventually(
      async () => (await late.api.get('/bookings')).body.data.length,
      (count) => count > 1,
    );
    expectNothingKnown((await stranger.api.get(`/bookings/${booking.id}`)).body, late);
    expectNothingKnown((await stranger.api.get(`/booking-series/${series.id}`)).body, late);
  });

  it('becomes the account at once where both know each other', async () => {
    await addMember(owner, await createOrganization(owner), stranger);
    const booking = await book(stranger, slot(10), { attendees: [{ email: owner.email }] });
    expect(booking.attendees).toMatchObject([{ userId: owner.id, name: owner.name, email: owner.email }]);
  });
});

it('what a booking says after a slot was booked with an account is what it says later', async () => {
  const type = await openType(host);
  const booking = await bookSlot(owner.api, type.id, slot(10), {
    attendee: undefined,
    guests: [{ email: stranger.email }],
  });
  expect((await owner.api.get(`/bookings/${booking.id}`)).body).toEqual(booking);
});
