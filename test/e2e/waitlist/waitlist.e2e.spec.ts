import { NO_DRIFT, driftOf } from '../../concurrency/overlaps.js';
import { slot } from '../../factories/booking.js';
import { eraseAccount, newEmail, type Person, signUp, signUpAll } from '../../factories/person.js';
import { askForSlot, bookSlot, openType } from '../../factories/slot.js';
import { askToWait, entryOf, expireOffer, joinWaitlist, untilEntryIs } from '../../factories/waitlist.js';
import { eventually } from '../../support/eventually.js';
import { ApiClient, type ApiResponse } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const { apiUrl, mailbox } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();
const guestly = { api };

afterAll(() => db.end());

let host: Person;
let type: ApiResponse['body'];
let booking: ApiResponse['body'];

beforeEach(async () => {
  host = await signUp(api, 'Grace');
  type = await openType(host);
  booking = await bookSlot(host.api, type.id, slot(10));
});

const outcome = ({ status, body }: ApiResponse) => [status, body?.code ?? status];
const cancel = () => host.api.post(`/bookings/${booking.id}/cancel`, {});
const untilOffered = (person: Person, id: string) => untilEntryIs('offered', person, id);
/** What the link of a guest shows. */
const shownTo = async ({ url }: { url: string }) => (await api.get(`/waitlist-offers/${tokenOf(url)}`)).body;
const untilGuestOffered = (entry: { url: string }) =>
  eventually(
    () => shownTo(entry),
    ({ status }) => status === 'offered',
  );
const guest = () => ({ attendee: { name: 'Alan Turing', email: newEmail('guest') } });
const tokenOf = (url: string) => url.split('/').at(-1)!;

describe('the waitlist', () => {
  it('offers what becomes free to the first, then to the next, and the offer becomes the booking', async () => {
    const [ada, charles] = await signUpAll(api, 'Ada', 'Charles');
    const first = await joinWaitlist(ada, type.id, slot(10));
    const second = await joinWaitlist(charles, type.id, slot(10));
    expect(first).toMatchObject({ status: 'waiting', offer: null, bookingId: null, url: null, durationMinutes: 60 });
    expect(outcome(await ada.api.post(`/waitlist/${first.id}/accept`))).toEqual([409, 'nothing_offered']);
    await cancel();
    const { offer } = await untilOffered(ada, first.id);
    expect(offer).toMatchObject(slot(10));
    expect((Date.parse(offer.expiresAt) - Date.now()) / 3_600_000).toBeCloseTo(2, 1);
    expect(await entryOf(charles, second.id)).toMatchObject({ status: 'waiting', offer: null });
    expect(outcome(await askForSlot(api, type.id, slot(10)))).toEqual([409, 'slot_taken']);
    const mail = await mailbox.waitFor({ to: ada.email, subject: 'A time is free' });
    expect(mail.text).toContain('/waitlist/');
    await expireOffer(db, first.id);
    await untilOffered(charles, second.id);
    expect(await entryOf(ada, first.id)).toMatchObject({ status: 'expired' });
    expect(outcome(await ada.api.post(`/waitlist/${first.id}/accept`))).toEqual([410, 'offer_expired']);
    const notices = await eventually(
      () => charles.api.get('/notifications'),
      ({ body }) => body.data.some((notice: { type: string }) => notice.type === 'WAITLIST_OFFER'),
    );
    expect(notices.status).toBe(200);

    const accepts = await Promise.all(
      Array.from({ length: 20 }, () => charles.api.post(`/waitlist/${second.id}/accept`)),
    );
    const won = accepts.filter(({ status }) => status === 201);
    expect(won).toHaveLength(1);
    expect(new Set(accepts.filter((answer) => !won.includes(answer)).map(({ body }) => body.code))).toEqual(
      new Set(['offer_accepted']),
    );
    expect(won[0]!.body).toMatchObject({ status: 'confirmed', ...slot(10), eventTypeId: type.id });
    expect(await entryOf(charles, second.id)).toMatchObject({ status: 'accepted', bookingId: won[0]!.body.id });
    expect(await driftOf(db, type.id)).toEqual(NO_DRIFT);
  });

  it('books no offer of somebody who has become absent meanwhile', async () => {
    const ada = await signUp(api, 'Ada');
    const { id } = await joinWaitlist(ada, type.id, slot(10));
    await cancel();
    await untilOffered(ada, id);
    const { body: away } = await host.api.post('/out-of-office', slot(10));
    expect(away.conflictingBookings).toEqual([]);
    expect(outcome(await ada.api.post(`/waitlist/${id}/accept`))).toEqual([422, 'outside_availability']);
    await host.api.delete(`/out-of-office/${away.id}`);
    expect((await ada.api.post(`/waitlist/${id}/accept`)).status).toBe(201);
  });

  it('serves guests by a link, over the API and as a page', async () => {
    const [first, second] = [
      await joinWaitlist(guestly, type.id, slot(10), guest()),
      await joinWaitlist(guestly, type.id, slot(10), { ...guest(), notes: 'I come by wheelchair.' }),
    ];
    await cancel();
    const mail = await mailbox.waitFor({ to: first.attendee.email, subject: 'A time is free' });
    expect(mail.text).toContain(first.url);
    const page = async (url: string, answer?: string) => {
      const { pathname, search } = new URL(url);
      const form = answer === undefined ? {} : { method: 'POST', body: new URLSearchParams({ answer }) };
      const response = await fetch(new URL(pathname + search, apiUrl), form);
      return [response.status, await response.text()];
    };
    expect(await page(first.url)).toEqual([200, expect.stringContaining('Book this time')]);
    expect(await page(second.url, 'accept')).toEqual([200, expect.stringContaining('You are on the waitlist')]);
    expect(await page(first.url, 'leave')).toEqual([200, expect.stringContaining('You are not on the waitlist')]);
    const path = `/waitlist-offers/${tokenOf(second.url)}`;
    const offered = await eventually(
      () => api.get(path),
      ({ body }) => body.status === 'offered',
    );
    expect(offered.body).toMatchObject({ id: second.id, attendee: second.attendee, url: second.url });
    const { status, body } = await api.post(`${path}/accept`);
    expect([status, body.start, body.notes]).toEqual([201, slot(10).start, 'I come by wheelchair.']);
    expect(body.manageUrl).toEqual(expect.stringContaining('/manage/'));
    expect(await page(second.url, 'accept')).toEqual([200, expect.stringContaining('Booked')]);
    expect(await page(`${second.url}?lang=fr&utm_source=mail`)).toEqual([
      200,
      expect.stringContaining('C’est réservé'),
    ]);
    expect(await page(`${second.url.slice(0, -1)}_`)).toEqual([200, expect.stringContaining('does not work')]);
    expect((await api.get(`/waitlist-offers/${'x'.repeat(43)}`)).status).toBe(404);
  });

  it('goes on to whoever fits when the first leaves, or waits for another time, type or length of the same host', async () => {
    const [ada, charles] = await signUpAll(api, 'Ada', 'Charles');
    const other = await joinWaitlist(ada, type.id, slot(10), { durationMinutes: 60 });
    const { body: half } = await host.api.post('/event-types', {
      title: 'Short',
      isPublic: true,
      durations: [30],
      timeZone: 'UTC',
    });
    const short = await joinWaitlist(charles, half.id, slot(10));
    expect(short).toMatchObject({ eventTypeTitle: 'Short' });
    expect((await charles.api.get('/waitlist')).body.data).toMatchObject([{ id: short.id, eventTypeTitle: 'Short' }]);
    expect((await ada.api.delete(`/waitlist/${other.id}`)).status).toBe(204);
    await cancel();
    expect((await untilOffered(charles, short.id)).offer).toMatchObject(slot(10, 30));
    expect(await entryOf(ada, other.id)).toMatchObject({ status: 'left', offer: null });
    expect((await ada.api.get('/waitlist')).body.data).toHaveLength(1);
  });

  it('refuses what cannot be waited for', async () => {
    const { start, end } = slot(10);
    const ada = await signUp(api, 'Ada');
    const free = await askToWait(ada, type.id, { start, end: slot(14).end });
    expect(outcome(free)).toEqual([409, 'slots_available']);
    expect(free.body.slots).toEqual([slot(11), slot(12), slot(13)]);
    expect(outcome(await askToWait(ada, type.id, slot(10, 63 * 1440)))).toEqual([422, 'range_too_long']);
    expect(outcome(await askToWait(ada, type.id, slot(10), { durationMinutes: 45 }))).toEqual([
      422,
      'duration_not_offered',
    ]);
    const fields = async (answer: Promise<ApiResponse>) =>
      (await answer).body.errors.map((error: { code: string }) => error.code);
    expect(await fields(askToWait(guestly, type.id, slot(10)))).toEqual(['is_required']);
    expect(await fields(askToWait(host, type.id, slot(10)))).toEqual(['is_host']);
    expect(await fields(askToWait(ada, type.id, { start: end, end: start }))).toEqual(['is_after_from']);
    expect(
      await fields(askToWait(ada, type.id, { start: '2020-01-01T00:00:00Z', end: '2020-01-02T00:00:00Z' })),
    ).toEqual(['is_in_future']);
    expect(await fields(askToWait(ada, type.id, slot(10), { seats: 2 }))).toEqual(['max']);
    expect(await fields(askToWait(ada, host.id, slot(10)))).toEqual(['unknown_event_type']);
  });

  it('takes one wish of a person for the same time, however often they ask at once', async () => {
    const ada = await signUp(api, 'Ada');
    const longer = { start: slot(10).start, end: slot(10, 90).end };
    const shifts = [slot(10), longer];
    const joins = await Promise.all(
      Array.from({ length: 20 }, (_, index) => askToWait(ada, type.id, shifts[index % 2]!)),
    );
    const joined = joins.filter(({ status }) => status === 201);
    expect(joined).toHaveLength(1);
    expect(new Set(joins.filter((answer) => !joined.includes(answer)).map(({ body }) => body.code))).toEqual(
      new Set(['already_waiting']),
    );

    const { id } = joined[0]!.body;
    await bookSlot(host.api, type.id, slot(12));
    const noon = await joinWaitlist(ada, type.id, slot(12));
    await cancel();
    await untilOffered(ada, id);
    expect(outcome(await askToWait(ada, type.id, slot(10)))).toEqual([409, 'already_waiting']);
    // Her offer is over, and the worker has not written it down.
    await db.query('UPDATE waitlist_entries SET offer_expires_at = now() WHERE id = $1', [id]);
    await joinWaitlist(ada, type.id, slot(10));
    expect(await entryOf(ada, id)).toMatchObject({ status: 'expired' });
    await ada.api.delete(`/waitlist/${noon.id}`);
    await joinWaitlist(ada, type.id, slot(12));
  });

  it('tells nobody whether an address waits, and offers guests of one address each thing that they wait for', async () => {
    const eleven = await bookSlot(host.api, type.id, slot(11));
    const [ada, charles] = await signUpAll(api, 'Ada', 'Charles');
    const morning = { start: slot(10).start, end: slot(11).end };
    const email = newEmail('Alan');
    const attendee = { name: 'Alan', email };
    const first = await joinWaitlist(guestly, type.id, morning, { attendee });
    const second = await joinWaitlist(guestly, type.id, morning, {
      attendee: { name: 'Alan', email: email.toUpperCase() },
    });
    const put = await joinWaitlist(ada, type.id, morning, { attendee });
    expect(outcome(await askToWait(ada, type.id, morning, { attendee }))).toEqual([409, 'already_waiting']);
    const last = await joinWaitlist(charles, type.id, morning);
    await cancel();
    expect((await untilGuestOffered(first)).offer).toMatchObject(slot(10));
    await host.api.post(`/bookings/${eleven.id}/cancel`, {});
    expect((await untilGuestOffered(second)).offer).toMatchObject(slot(11));
    expect(await entryOf(ada, put.id)).toMatchObject({ status: 'waiting' });
    expect((await api.delete(`/waitlist-offers/${tokenOf(first.url)}`)).status).toBe(204);
    expect((await untilOffered(ada, put.id)).offer).toMatchObject(slot(10));
    expect(await entryOf(charles, last.id)).toMatchObject({ status: 'waiting' });
  });

  it('offers guests of one address the same time once, until that offer has ended', async () => {
    const shared = await openType(host, { seats: 2 });
    const seats = [await bookSlot(api, shared.id, slot(14)), await bookSlot(api, shared.id, slot(14))];
    const charles = await signUp(api, 'Charles');
    const attendee = { name: 'Alan', email: newEmail('Alan') };
    const first = await joinWaitlist(guestly, shared.id, slot(14), { attendee });
    const second = await joinWaitlist(guestly, shared.id, slot(14), { attendee });
    const last = await joinWaitlist(charles, shared.id, slot(14));
    for (const { id } of seats) expect((await host.api.post(`/bookings/${id}/cancel`, {})).status).toBe(200);
    await untilGuestOffered(first);
    await untilOffered(charles, last.id);
    expect(await shownTo(second)).toMatchObject({ status: 'waiting', offer: null });
    expect((await api.delete(`/waitlist-offers/${tokenOf(first.url)}`)).status).toBe(204);
    await untilGuestOffered(second);
  });

  it('misses nobody who joins at the moment in which the slot becomes free', async () => {
    const ada = await signUp(api, 'Ada');
    const hours = [11, 12, 13, 14, 15, 16];
    const taken = await Promise.all(hours.map((hour) => bookSlot(host.api, type.id, slot(hour))));
    const [joins] = await Promise.all([
      Promise.all(hours.map((hour) => askToWait(ada, type.id, slot(hour)))),
      ...taken.map(({ id }) => host.api.post(`/bookings/${id}/cancel`, {})),
    ]);
    for (const answer of joins)
      if (answer.status === 201) await untilOffered(ada, answer.body.id);
      else expect(outcome(answer)).toEqual([409, 'slots_available']);
  });

  it('forgets who closes the account, and frees what was kept for them', async () => {
    const [ada, charles] = await signUpAll(api, 'Ada', 'Charles');
    const first = await joinWaitlist(ada, type.id, slot(10));
    const second = await joinWaitlist(charles, type.id, slot(10));
    await cancel();
    await untilOffered(ada, first.id);
    await eraseAccount(ada);
    await untilOffered(charles, second.id);
    const { rows } = await db.query('SELECT 1 FROM waitlist_entries WHERE id = $1', [first.id]);
    expect(rows).toEqual([]);
  });
});
