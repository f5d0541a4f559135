import { createBookable, createOutOfOffice, createSchedule } from '../../factories/availability.js';
import { beginBooking, slot } from '../../factories/booking.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { newEmail, type Person, signUp, signUpAll, signUpAllVerified } from '../../factories/person.js';
import { ALWAYS, askForSlot, bookSlot, openType, publicType } from '../../factories/slot.js';
import { calendarFileOf } from '../../support/attendee-calendar.js';
import { eventually } from '../../support/eventually.js';
import { ApiClient, type ApiResponse } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';
import { driftOf, NO_DRIFT } from '../../concurrency/overlaps.js';
import { fetchFeed, makeFeed, readFeedsAt, soon } from '../calendars/feed.js';

const { apiUrl, mailbox } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();
readFeedsAt(apiUrl);

afterAll(() => db.end());

let host: Person;

beforeEach(async () => {
  host = await signUp(api, 'Grace');
});

const outcome = ({ status, body }: ApiResponse) => [status, body.code ?? body.status];
const reasons = ({ body }: ApiResponse) => body.reasons;
const PLACE = /^LOCATION:(.*?)\r?$/m;
const tokenOf = (url: string) => `/manage/${url.split('/').at(-1)}`;

/** Makes an organization of the host and colleagues, all with working hours. */
async function team(...names: string[]): Promise<{ organizationId: string; colleagues: Person[] }> {
  const organizationId = await createOrganization(host);
  const colleagues = await signUpAll(api, ...names);
  for (const colleague of colleagues) await addMember(host, organizationId, colleague);
  await Promise.all([host, ...colleagues].map((person) => createSchedule(person)));
  return { organizationId, colleagues };
}

describe('booking a slot as a guest', () => {
  it('makes a booking of the host, with answers, guests and a link to manage it', async () => {
    const question = { key: 'topic', label: 'Topic?', type: 'text', required: true };
    const type = await openType(host, { location: 'Room 5', questions: [question] });
    const attendee = { name: 'Alan Turing', email: newEmail('alan') };
    const guests = [{ email: newEmail('joan') }];
    const notes = 'I come by wheelchair.';
    const wanted = { attendee, guests, answers: { topic: ' Recursion ' }, notes, timeZone: 'Europe/Paris' };
    const created = await askForSlot(api, type.id, slot(10), wanted);
    expect(outcome(created)).toEqual([201, 'confirmed']);
    expect(created.body).toMatchObject({
      ...slot(10),
      title: type.title,
      location: 'Room 5',
      timeZone: 'Europe/Paris',
      organizer: { id: host.id, name: 'Grace' },
      eventTypeId: type.id,
      answers: { topic: 'Recursion' },
      notes,
      attendees: [
        { ...attendee, role: 'booker', status: 'needs_action' },
        { email: guests[0]!.email, role: 'attendee' },
      ],
      seats: 1,
    });
    expect(created.body.manageUrl).toMatch(/\/manage\/[\w-]{43}$/);

    const seen = (await host.api.get(`/bookings/${created.body.id}`)).body;
    expect(seen).toEqual({ ...created.body, manageUrl: null });
    const history = (await host.api.get(`/bookings/${created.body.id}/history`)).body.data;
    expect(history).toMatchObject([{ action: 'created', actor: null }]);
    const mail = await mailbox.waitFor({ to: attendee.email, subject: 'Confirmed' });
    expect(mail.text).toContain(created.body.manageUrl);
    expect(mail.text).not.toContain(notes);
    const toHost = await mailbox.waitFor({ to: host.email, subject: 'Confirmed' });
    expect(toHost.text).toContain(notes);
    const { text: file } = await host.api.get(`/bookings/${created.body.id}.ics`);
    expect(file.replaceAll('\r\n ', '')).toContain(notes);
    expect(toHost.text + toHost.html).not.toContain('/manage/');
  });

  it('is written about in the language of each reader, who answer one another', async () => {
    await host.api.patch('/users/me', { language: 'fr' });
    const type = await openType(host);
    const alan = { name: 'Alan Turing', email: newEmail('alan') };
    const joan = newEmail('joan');
    const inEnglish = { attendee: alan, guests: [{ email: joan }], language: 'en' };
    await bookSlot(api, type.id, slot(10), inEnglish);
    const toAlan = await mailbox.waitFor({ to: alan.email, subject: `Confirmed: ${type.title} with Grace, ` });
    expect(toAlan.headers).toMatchObject({ 'content-language': 'en', 'reply-to': host.email });
    const toHost = await mailbox.waitFor({ to: host.email, subject: `Confirmé : ${type.title} avec Alan Turing, ` });
    expect(toHost.headers).toMatchObject({ 'content-language': 'fr', 'reply-to': alan.email });
    // Of whom nothing is known: as the host.
    await mailbox.waitFor({ to: joan, subject: `Confirmé : ${type.title} avec Grace, ` });
    const ada = newEmail('ada');
    const wanted = { eventTypeId: type.id, start: slot(12).start, attendee: { name: 'Ada', email: ada } };
    const headers = { 'Accept-Language': 'fr-CA, en;q=0.5' };
    expect((await api.post('/bookings', wanted, { headers })).status).toBe(201);
    const { text } = await mailbox.waitFor({ to: ada, subject: 'Confirmé' });
    expect(text).toMatch(/\/manage\/[\w-]{43}\?lang=fr\n/);
  });

  it('lets the link show, move and cancel that booking, and replaces it with every move', async () => {
    const type = await openType(host);
    const { id, manageUrl } = await bookSlot(api, type.id, slot(10));
    const shown = await api.get(tokenOf(manageUrl));
    expect(shown.body).toMatchObject({ id, ...slot(10), organizerName: 'Grace', canChange: true, manageUrl });

    const moved = await api.post(`${tokenOf(manageUrl)}/reschedule`, { start: slot(11).start, reason: 'Train' });
    expect(moved.body).toMatchObject({ id, ...slot(11), version: 2 });
    expect(moved.body.manageUrl).not.toBe(manageUrl);
    expect((await api.get(tokenOf(manageUrl))).status).toBe(404);
    const stale = await api.post(`${tokenOf(moved.body.manageUrl)}/cancel`, {}, { headers: { 'If-Match': '"v1"' } });
    expect(outcome(stale)).toEqual([412, 'precondition_failed']);

    await host.api.post(`/bookings/${id}/reschedule`, { start: slot(12).start });
    expect((await api.get(tokenOf(moved.body.manageUrl))).status).toBe(404);
    const { rows } = await db.query('SELECT expires_at FROM booking_links WHERE booking_id = $1', [id]);
    expect(rows[0].expires_at.toISOString()).toBe(new Date(Date.parse(slot(12).end) + 30 * 86_400_000).toISOString());
  });

  it('ends with the link, and tampered or expired links are nothing', async () => {
    const type = await openType(host);
    const { id, manageUrl } = await bookSlot(api, type.id, slot(10));
    const cancelled = await api.post(`${tokenOf(manageUrl)}/cancel`, { reason: 'Ill' });
    expect(cancelled.body).toMatchObject({ status: 'cancelled', cancelReason: 'Ill', canChange: false });
    expect(outcome(await api.post(`${tokenOf(manageUrl)}/cancel`, {}))).toEqual([409, 'already_cancelled']);
    await bookSlot(api, type.id, slot(10));
    const tampered = manageUrl.replace(/.$/, (last: string) => (last === 'A' ? 'B' : 'A'));
    expect((await api.get(tokenOf(tampered))).status).toBe(404);
    await db.query('UPDATE booking_links SET expires_at = now() WHERE booking_id = $1', [id]);
    expect((await api.get(tokenOf(manageUrl))).status).toBe(404);
  });

  it('is refused with the reason, and writes nothing', async () => {
    const type = await openType(host, { minimumNoticeMinutes: 60 });
    const hidden = await publicType(host, { isPublic: false });
    const early = await askForSlot(api, type.id, slot(7));
    expect([outcome(early), reasons(early)]).toEqual([[422, 'outside_availability'], ['outside_hours']]);
    expect(early.body.alternatives).toHaveLength(3);
    expect(outcome(await askForSlot(api, type.id, slot(10.25)))).toEqual([422, 'outside_availability']);
    expect(outcome(await askForSlot(api, type.id, { start: '2020-01-01T10:00:00Z' }))).toEqual([422, 'in_the_past']);
    const long = await askForSlot(api, type.id, slot(10), { durationMinutes: 120 });
    expect(outcome(long)).toEqual([422, 'duration_not_offered']);
    expect(outcome(await askForSlot(api, hidden.id, slot(10)))).toEqual([400, 'validation_failed']);
    expect(outcome(await api.post('/bookings', { eventTypeId: type.id, ...{ start: slot(10).start } }))).toEqual([
      400,
      'validation_failed',
    ]);
    expect(outcome(await askForSlot(api, type.id, slot(10), { answers: { unknown: 1 } }))[0]).toBe(400);
    expect(outcome(await askForSlot(api, type.id, slot(10), { hostId: type.id }))).toEqual([422, 'not_a_host']);
    expect(outcome(await api.post('/bookings', { title: 'Ad hoc', ...slot(10) }))).toEqual([401, 'token_missing']);
    const { rows } = await db.query(
      `SELECT (SELECT count(*) FROM bookings WHERE organizer_id = $1) + (SELECT count(*) FROM claims WHERE bookable_id = $1) AS count`,
      [host.id],
    );
    expect(Number(rows[0].count)).toBe(0);
    expect(await driftOf(db, type.id)).toEqual(NO_DRIFT);
  });

  it('finds a taken time taken, by another type and within a buffer too, and offers others that book', async () => {
    const type = await openType(host, { bufferAfterMinutes: 30 });
    const other = await publicType(host, { durations: [30] });
    await bookSlot(api, type.id, slot(10));
    const taken = await askForSlot(api, type.id, slot(10));
    expect([outcome(taken), reasons(taken)]).toEqual([[409, 'slot_taken'], ['slot_taken']]);
    for (const { start } of taken.body.alternatives) await bookSlot(api, other.id, { start });
    const buffered = await askForSlot(api, other.id, slot(11, 30));
    expect([outcome(buffered), reasons(buffered)]).toEqual([[409, 'slot_taken'], ['buffer']]);
    await bookSlot(api, other.id, slot(11.5, 30));
  });
});

describe('booking a slot with an account', () => {
  it('books for oneself, and lets the booker move and cancel it', async () => {
    const ada = await signUp(api, 'Ada');
    const type = await openType(host);
    const booking = await bookSlot(ada.api, type.id, slot(10), { attendee: undefined });
    expect(booking).toMatchObject({ manageUrl: null, attendees: [{ userId: ada.id, role: 'booker' }] });
    const moved = await ada.api.post(`/bookings/${booking.id}/reschedule`, { start: slot(14).start });
    expect(moved.body).toMatchObject({ ...slot(14), organizer: { id: host.id } });
    expect(outcome(await ada.api.patch(`/bookings/${booking.id}`, { title: 'Mine' }))).toEqual([403, 'forbidden']);
    const off = await ada.api.post(`/bookings/${booking.id}/reschedule`, { start: slot(20).start });
    expect(outcome(off)).toEqual([422, 'outside_availability']);
    expect((await ada.api.delete(`/bookings/${booking.id}`)).body.status).toBe('cancelled');
    expect(await driftOf(db, type.id)).toEqual(NO_DRIFT);
  });

  it('waits for the host where bookings are confirmed, and takes the time meanwhile', async () => {
    const ada = await signUp(api, 'Ada');
    const type = await openType(host, { requiresConfirmation: true });
    const wanted = { attendee: undefined };
    const pending = await askForSlot(ada.api, type.id, slot(10), wanted);
    expect(outcome(pending)).toEqual([202, 'pending']);
    const { id } = pending.body;
    expect(outcome(await askForSlot(api, type.id, slot(10)))).toEqual([409, 'slot_taken']);
    await mailbox.waitFor({ to: host.email, subject: 'Please confirm' });
    await mailbox.waitFor({ to: ada.email, subject: 'Requested' });
    expect(outcome(await ada.api.post(`/bookings/${id}/confirm`))).toEqual([403, 'forbidden']);
    expect(outcome(await host.api.post(`/bookings/${id}/confirm`))).toEqual([200, 'confirmed']);
    expect(outcome(await host.api.post(`/bookings/${id}/confirm`))).toEqual([409, 'not_pending']);
    await mailbox.waitFor({ to: ada.email, subject: 'Confirmed' });

    const moved = await ada.api.post(`/bookings/${id}/reschedule`, { start: slot(11).start });
    expect(moved.body.status).toBe('pending');
    const declined = await host.api.post(`/bookings/${id}/decline`, { reason: 'Travelling' });
    expect(declined.body).toMatchObject({ status: 'declined', cancelReason: 'Travelling' });
    expect((await mailbox.waitFor({ to: ada.email, subject: 'Declined' })).text).toContain('Travelling');
    expect(outcome(await ada.api.delete(`/bookings/${id}`))).toEqual([409, 'already_declined']);
    expect(outcome(await askForSlot(api, type.id, slot(11)))).toEqual([202, 'pending']);
    expect(await driftOf(db, type.id)).toEqual(NO_DRIFT);
  });

  it('tells where a video call is once it is confirmed', async () => {
    const [ada, teacher] = await signUpAllVerified(api, 'Ada', 'Grace');
    const location = 'https://calls.example/host';
    const type = await openType(teacher, { requiresConfirmation: true, location }, { weekly: ALWAYS });
    const { id, location: told } = await bookSlot(ada.api, type.id, soon(1), { attendee: undefined });
    const feeds = await Promise.all([ada, teacher].map(async (person) => (await makeFeed(person)).url));
    const placesOf = async ({ api: reader }: Person, feed: string) => [
      (await reader.get(`/bookings/${id}`)).body.location,
      (await reader.get('/bookings')).body.data[0].location,
      PLACE.exec((await reader.get(`/bookings/${id}.ics`)).text)?.[1] ?? null,
      PLACE.exec((await fetchFeed(feed)).text)?.[1] ?? null,
    ];
    expect([told, ...(await placesOf(ada, feeds[0]))]).toEqual([null, null, null, null, null]);
    expect(await placesOf(teacher, feeds[1])).toEqual([location, location, location, location]);

    const email = newEmail('guest');
    const asked = await bookSlot(api, type.id, soon(3), { attendee: { name: 'Alan', email } });
    const placesAt = async (manageUrl: string) => [
      (await api.get(tokenOf(manageUrl))).body,
      PLACE.exec(await (await fetch(`${apiUrl}${new URL(manageUrl).pathname}/calendar.ics`)).text())?.[1] ?? null,
    ];
    const requested = await mailbox.waitFor({ to: email, subject: 'Requested' });
    expect(asked.location).toBeNull();
    expect(requested.text).toContain('Where: Video call; the link comes when it is confirmed\n');
    expect(await placesAt(asked.manageUrl)).toMatchObject([
      { status: 'pending', location: null, isOnline: true },
      null,
    ]);
    expect((await mailbox.waitFor({ to: teacher.email, subject: 'Please confirm' })).text).toContain(location);
    // What was asked for and taken back tells it as little.
    const other = await bookSlot(api, type.id, soon(5));
    expect((await api.post(`${tokenOf(other.manageUrl)}/cancel`, {})).body).toMatchObject({ location: null });
    await teacher.api.patch(`/bookings/${id}`, { location: `${location}/2` });
    const changesFor = async ({ api: reader }: Person) =>
      (await reader.get(`/bookings/${id}/history`)).body.data.at(-1).changes;
    expect(await changesFor(ada)).toEqual({});
    expect(await changesFor(teacher)).toEqual({ location: { from: location, to: `${location}/2` } });

    for (const bookingId of [id, asked.id]) await teacher.api.post(`/bookings/${bookingId}/confirm`);
    const confirmed = await mailbox.waitFor({ to: email, subject: 'Confirmed' });
    expect([confirmed.text, calendarFileOf(confirmed)]).toEqual([
      expect.stringContaining(`Where: ${location}\n`),
      expect.stringContaining(`LOCATION:${location}`),
    ]);
    expect(await placesAt(asked.manageUrl)).toMatchObject([{ location, isOnline: true }, location]);
    expect((await placesOf(ada, feeds[0]))[0]).toBe(`${location}/2`);
    // Moved by its booker it waits again.
    const move = { start: soon(7).start };
    const { body } = await api.post(`${tokenOf(asked.manageUrl)}/reschedule`, move);
    expect(body).toMatchObject({ status: 'pending', location: null });
    const moved = calendarFileOf(await mailbox.waitFor({ to: email, subject: 'New time' }));
    expect([moved, PLACE.exec(moved)]).toEqual([expect.stringContaining('STATUS:TENTATIVE'), null]);
  });

  it('is declined when nobody has decided by its start', async () => {
    const type = await openType(host, { requiresConfirmation: true });
    const { id, manageUrl } = await bookSlot(api, type.id, slot(10));
    const planned = await eventually(
      () =>
        db.query(
          `SELECT id FROM outbox_messages WHERE name = 'bookings.lapse-request' AND payload->>'bookingId' = $1`,
          [id],
        ),
      ({ rows }) => rows.length === 1,
    );
    await db.query('UPDATE outbox_messages SET available_at = now() WHERE id = $1', [planned.rows[0].id]);
    const { body } = await eventually(
      () => api.get(tokenOf(manageUrl)),
      (shown) => shown.body.status === 'declined',
    );
    expect(body.cancelReason).toBe('Nobody confirmed it in time.');
    expect(await driftOf(db, type.id)).toEqual(NO_DRIFT);
  });

  it('keeps whoever booked, whatever becomes of the other attendees', async () => {
    const type = await openType(host);
    const { id, attendees } = await bookSlot(api, type.id, slot(10), { guests: [{ email: newEmail('joan') }] });
    const replaced = await host.api.patch(`/bookings/${id}`, { attendees: [] });
    expect(replaced.body.attendees).toMatchObject([{ id: attendees[0].id, role: 'booker' }]);
    const removed = await host.api.delete(`/bookings/${id}/attendees/${attendees[0].id}`);
    expect(outcome(removed)).toEqual([422, 'attendee_needed']);
    expect(outcome(await host.api.post(`/bookings/${id}/reassign`, {}))).toEqual([422, 'not_reassignable']);
  });

  it('records who came, once it has begun', async () => {
    const type = await openType(host);
    const { id, attendees } = await bookSlot(api, type.id, slot(10));
    const attendance = { attendeeId: attendees[0].id, absent: true };
    expect(outcome(await host.api.post(`/bookings/${id}/attendance`, attendance))).toEqual([422, 'not_started']);
    await beginBooking(db, id);
    const recorded = await host.api.post(`/bookings/${id}/attendance`, attendance);
    expect(recorded.body.attendees[0].isAbsent).toBe(true);
  });
});

describe('limits', () => {
  it('are kept per day, and follow cancellations and moves', async () => {
    const type = await openType(host, { limits: { day: { bookings: 2 }, week: { minutes: 180 } } });
    const first = await bookSlot(api, type.id, slot(10));
    await bookSlot(api, type.id, slot(12));
    const third = await askForSlot(api, type.id, slot(14));
    expect([outcome(third), reasons(third)]).toEqual([[422, 'limit_reached'], ['limit_reached']]);
    await bookSlot(api, type.id, slot(24 + 10));
    expect(outcome(await askForSlot(api, type.id, slot(48 + 10)))).toEqual([422, 'limit_reached']);
    await host.api.post(`/bookings/${first.id}/reschedule`, { start: slot(48 + 10).start });
    await host.api.delete(`/bookings/${first.id}`);
    await bookSlot(api, type.id, slot(14));
    expect(await driftOf(db, type.id)).toEqual(NO_DRIFT);
  });
});

describe('seats', () => {
  it('are shared by bookings of their own, given back, and take the host once', async () => {
    const type = await openType(host, { seats: 3 });
    const one = await bookSlot(api, type.id, slot(10));
    const two = await bookSlot(api, type.id, slot(10), { seats: 2 });
    expect(two.seatingId).toBe(one.seatingId);
    const full = await askForSlot(api, type.id, slot(10));
    expect([outcome(full), reasons(full)]).toEqual([[409, 'slot_taken'], ['no_seats_left']]);
    await api.post(`${tokenOf(two.manageUrl)}/reschedule`, { start: slot(11).start });
    await bookSlot(api, type.id, slot(10), { seats: 2 });
    const { rows } = await db.query('SELECT count(*)::int AS count FROM claims WHERE bookable_id = $1', [host.id]);
    expect(rows[0].count).toBe(2);
    await api.post(`${tokenOf(one.manageUrl)}/cancel`, {});
    expect(await driftOf(db, type.id)).toEqual(NO_DRIFT);
  });
});

describe('hosts', () => {
  it('take turns by their weights, and give bookings to each other', async () => {
    const { organizationId, colleagues } = await team('Ada', 'Edith');
    const [ada, edith] = colleagues as [Person, Person];
    const hosts = [
      { userId: host.id, weight: 1 },
      { userId: ada.id, weight: 2 },
    ];
    const type = await publicType(host, { organizationId, assignment: 'round_robin', hosts });
    const bookings = [];
    for (let hour = 9; hour < 15; hour += 1) bookings.push(await bookSlot(api, type.id, slot(hour)));
    const counts = bookings.filter(({ organizer }) => organizer.id === ada.id).length;
    expect(counts).toBe(4);

    const ofAda = bookings.find(({ organizer }) => organizer.id === ada.id);
    expect(outcome(await host.api.post(`/bookings/${ofAda.id}/reassign`, { hostId: edith.id }))).toEqual([
      422,
      'not_a_host',
    ]);
    const reassigned = await ada.api.post(`/bookings/${ofAda.id}/reassign`, {});
    expect(reassigned.body.organizer.id).toBe(host.id);
    await mailbox.waitFor({ to: ada.email, subject: 'Not expected any more' });
    expect(await driftOf(db, type.id)).toEqual(NO_DRIFT);
  });

  it('are all needed for a collective type, with a room of two lanes', async () => {
    const { organizationId, colleagues } = await team('Ada');
    const [ada] = colleagues as [Person];
    const room = await createBookable(host, { capacity: 2, organizationId });
    const type = await publicType(host, {
      organizationId,
      assignment: 'collective',
      hosts: [{ userId: host.id }, { userId: ada.id }],
      requiredBookableIds: [room],
    });
    const solo = await publicType(host, { organizationId, requiredBookableIds: [room] });
    const booking = await bookSlot(api, type.id, slot(10));
    expect(booking.attendees.map(({ role }: { role: string }) => role).sort()).toEqual(['booker', 'host']);
    expect(outcome(await askForSlot(api, solo.id, slot(10)))).toEqual([409, 'slot_taken']);
    const second = booking.organizer.id === host.id ? ada : host;
    expect((await second.api.get(`/bookings/${booking.id}`)).status).toBe(200);
    expect((await second.api.delete(`/bookings/${booking.id}`)).body.status).toBe('cancelled');
    await bookSlot(api, solo.id, slot(10));
    expect(await driftOf(db, type.id)).toEqual(NO_DRIFT);
  });

  it('are replaced by their stand-ins while they are away', async () => {
    const { organizationId, colleagues } = await team('Ada');
    const [ada] = colleagues as [Person];
    const type = await publicType(host, { organizationId });
    await createOutOfOffice(host, { start: slot(9).start, end: slot(12).start }, { standInId: ada.id });
    expect((await bookSlot(api, type.id, slot(10))).organizer.id).toBe(ada.id);
    expect((await bookSlot(api, type.id, slot(13))).organizer.id).toBe(host.id);
  });
});
