import { createBookable, createOutOfOffice, createSchedule } from '../../factories/availability.js';
import { book, slot, type Times } from '../../factories/booking.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { type Person, signUp, signUpAll } from '../../factories/person.js';
import { askForSlot, openType } from '../../factories/slot.js';
import { eventually } from '../../support/eventually.js';
import { ApiClient } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const { apiUrl, otherApiUrl } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();

let owner: Person;
let member: Person;
let stranger: Person;
let organization: string;

beforeAll(async () => {
  [owner, member, stranger] = await signUpAll(api, 'Owner', 'Member', 'Stranger');
  organization = await createOrganization(owner);
  await addMember(owner, organization, member);
});

afterAll(() => db.end());

describe('an absence', () => {
  it('keeps bookings that are there and names them', async () => {
    const [ada, grace] = await signUpAll(api, 'Ada', 'Grace');
    const before = await book(ada, slot(8));
    const [first, second] = [await book(ada, slot(9)), await book(ada, slot(11, 120), { title: 'Secret' })];
    const cancelled = await book(ada, slot(10));
    await ada.api.delete(`/bookings/${cancelled.id}`);
    const { status, headers, body, text } = await ada.api.post('/out-of-office', { ...slot(9, 180), reason: 'sick' });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      bookableId: ada.id,
      ...slot(9, 180),
      from: null,
      reason: 'sick',
      note: null,
      version: 1,
    });
    expect(body.conflictingBookings).toEqual([
      { bookingId: first.id, seatingId: null, ...slot(9) },
      { bookingId: second.id, seatingId: null, ...slot(11, 120) },
    ]);
    expect(text).not.toContain('Secret');
    const path = `/out-of-office/${body.id}`;
    expect(headers.get('Location')).toBe(`/api/v1${path}`);
    await ada.api.delete(`/bookings/${first.id}`);
    const seen = await ada.api.get(path, { headers: { 'If-None-Match': headers.get('ETag')! } });
    expect(seen.body.conflictingBookings).toHaveLength(1);
    const longer = await ada.api.patch(
      path,
      { start: slot(8.5).start },
      { headers: { 'If-Match': headers.get('ETag')! } },
    );
    expect(longer.body).toMatchObject({ start: slot(8.5).start, end: slot(9, 180).end, reason: 'sick', version: 2 });
    expect(longer.body.conflictingBookings[0].bookingId).toBe(before.id);
    const stale = { headers: { 'If-Match': headers.get('ETag')! } };
    expect((await ada.api.patch(path, { note: 'x' }, stale)).status).toBe(412);
    expect((await ada.api.delete(path, undefined, stale)).status).toBe(412);
    expect((await grace.api.delete(path)).status).toBe(404);
    expect((await ada.api.delete(path)).status).toBe(204);
    expect((await ada.api.get(path)).status).toBe(404);
  });

  it('is given in dates of the default schedule, both included, over a change of the clocks', async () => {
    const ada = await signUp(api, 'Ada');
    await ada.api.patch('/users/me', { timeZone: 'Asia/Tokyo' });
    const dates = { from: '2031-03-29', to: '2031-03-30' };
    const id = await createOutOfOffice(ada, { start: '2031-01-01T00:00:00Z', end: '2031-01-02T00:00:00Z' });
    await ada.api.delete(`/out-of-office/${id}`);
    const inTokyo = await ada.api.post('/out-of-office', dates);
    expect(inTokyo.body).toMatchObject({ ...dates, timeZone: 'Asia/Tokyo', start: '2031-03-28T15:00:00.000Z' });
    await ada.api.delete(`/out-of-office/${inTokyo.body.id}`);
    await createSchedule(ada, { timeZone: 'Europe/Paris' });
    const { body } = await ada.api.post('/out-of-office', { ...dates, note: 'At the sea.' });
    expect(body).toMatchObject({
      ...dates,
      timeZone: 'Europe/Paris',
      start: '2031-03-28T23:00:00.000Z',
      end: '2031-03-30T22:00:00.000Z',
    });
    const path = `/out-of-office/${body.id}`;
    const shorter = await ada.api.patch(path, { to: '2031-03-29', note: null });
    expect(shorter.body).toMatchObject({
      from: '2031-03-29',
      to: '2031-03-29',
      end: '2031-03-29T23:00:00.000Z',
      note: null,
    });
    const moments = await ada.api.patch(path, { end: '2031-03-29T12:00:00Z' });
    expect(moments.body).toMatchObject({ from: null, timeZone: null, start: '2031-03-28T23:00:00.000Z' });
  });

  it('stays at its instants when the zone of the schedule changes and then its note does', async () => {
    const ada = await signUp(api, 'Ada');
    const schedule = await createSchedule(ada, { timeZone: 'America/Los_Angeles' });
    const ask = (from: string, to: string) => ada.api.post('/out-of-office', { from, to });
    const first = (await ask('2031-01-14', '2031-01-16')).body;
    const second = (await ask('2031-01-17', '2031-01-18')).body;
    expect((await ada.api.patch(`/schedules/${schedule}`, { timeZone: 'Europe/Berlin' })).status).toBe(200);
    for (const { id, start, end, from, to } of [second, first]) {
      const { status, body } = await ada.api.patch(`/out-of-office/${id}`, { note: 'At the sea.', reason: 'sick' });
      expect([status, body.reason]).toEqual([200, 'sick']);
      expect(body).toMatchObject({ start, end, from, to, timeZone: 'America/Los_Angeles', note: 'At the sea.' });
    }
  });

  it('does not overlap another one of the same person', async () => {
    const ada = await signUp(api, 'Ada');
    await createOutOfOffice(ada, slot(9));
    const next = await createOutOfOffice(ada, slot(10));
    const again = await ada.api.post('/out-of-office', slot(9.5));
    expect([again.status, again.body.code]).toEqual([409, 'already_away']);
    expect((await ada.api.patch(`/out-of-office/${next}`, slot(9.5))).body.code).toBe('already_away');
    expect((await ada.api.patch(`/out-of-office/${next}`, slot(10.5))).status).toBe(200);
    const notes = Array.from({ length: 5 }, (_one, index) =>
      ada.api.patch(`/out-of-office/${next}`, { note: `${index}` }),
    );
    expect((await Promise.all(notes)).map(({ status }) => status)).toEqual(Array(5).fill(200));
    const clients = Array.from({ length: 10 }, (_one, index) => ada.api.at(index % 2 ? apiUrl : otherApiUrl));
    const answers = await Promise.all(clients.map((client) => client.post('/out-of-office', slot(20))));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(9).fill(409)]);
  });

  it('names a colleague who stands in', async () => {
    const id = await createOutOfOffice(member, slot(1), { standInId: owner.id });
    expect((await member.api.get(`/out-of-office/${id}`)).body.standInId).toBe(owner.id);
    const code = async (person: Person, more: object) => {
      const { status, body } = await person.api.post('/out-of-office', { ...slot(5), ...more });
      return [status, body.errors?.[0].pointer, body.errors?.[0].code];
    };
    expect(await code(member, { standInId: member.id })).toEqual([400, '/standInId', 'is_oneself']);
    expect(await code(member, { standInId: stranger.id })).toEqual([400, '/standInId', 'unknown_person']);
    const room = await createBookable(owner, { organizationId: organization });
    expect(await code(owner, { bookableId: room, standInId: member.id })).toEqual([400, '/standInId', 'not_a_person']);
    const path = `/out-of-office/${id}`;
    expect((await member.api.patch(path, { standInId: stranger.id })).body.errors[0].code).toBe('unknown_person');
    expect((await member.api.patch(path, { standInId: null })).body.standInId).toBeNull();
  });

  it('of a room is made by who manages it and read by members', async () => {
    const room = await createBookable(owner, { organizationId: organization });
    const wanted = { bookableId: room, ...slot(1), reason: 'maintenance' };
    expect((await member.api.post('/out-of-office', wanted)).status).toBe(403);
    expect((await stranger.api.post('/out-of-office', wanted)).body.errors[0].code).toBe('unknown_bookable');
    expect((await owner.api.post('/out-of-office', { ...wanted, bookableId: member.id })).status).toBe(403);
    const { body } = await owner.api.post('/out-of-office', wanted);
    const path = `/out-of-office/${body.id}`;
    const answers = await Promise.all([
      member.api.get(path),
      member.api.patch(path, { note: 'x' }),
      member.api.delete(path),
      stranger.api.get(path),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 403, 403, 404]);
    const personal = await createOutOfOffice(member, slot(100));
    expect((await owner.api.get(`/out-of-office/${personal}`)).status).toBe(404);
  });

  it.each([
    ['no time', {}, '', 'needs_times'],
    ['half a time', { start: slot(1).start }, '', 'needs_times'],
    ['moments and dates', { ...slot(1), from: '2031-01-01', to: '2031-01-02' }, '', 'needs_times'],
    ['an end before the start', { start: slot(2).start, end: slot(1).start }, '/end', 'is_after_start'],
    ['dates in the wrong order', { from: '2031-01-02', to: '2031-01-01' }, '/to', 'is_after_from'],
    ['more than two years', { from: '2031-01-01', to: '2033-01-01' }, '/to', 'max_duration'],
    [
      'a year that no date has',
      { start: '2199-12-31T20:00:00-06:00', end: '2199-12-31T21:00:00-06:00' },
      ...(['/start', 'out_of_range'] as const),
    ],
    ['a date that is none', { from: '2031-02-30', to: '2031-03-01' }, '/from', 'is_local_date'],
    ['an unknown reason', { ...slot(1), reason: 'mood' }, '/reason', 'is_in'],
  ])('with %s is refused', async (_fault, wanted, pointer, code) => {
    const { status, body } = await stranger.api.post('/out-of-office', wanted);
    expect([status, body.errors]).toEqual([400, [expect.objectContaining({ pointer, code })]]);
  });
});

describe('the list of absences', () => {
  it('is in the order of time, by page, and filtered by time', async () => {
    const ada = await signUp(api, 'Ada');
    for (const hour of [50, 1, 30, 10]) await createOutOfOffice(ada, slot(hour));
    const hours = async (query: Record<string, string | number>) => {
      const { body } = await ada.api.get('/out-of-office', { query });
      return body.data.map(
        ({ start }: { start: string }) => (Date.parse(start) - Date.parse(slot(0).start)) / 3_600_000,
      );
    };
    expect(await hours({})).toEqual([1, 10, 30, 50]);
    expect(await hours({ sort: '-start', page: 2, limit: 3 })).toEqual([1]);
    expect(await hours({ from: slot(10.5).start, to: slot(50).start })).toEqual([10, 30]);
    expect(await hours({ from: slot(11).start })).toEqual([30, 50]);
    const { body } = await ada.api.get('/out-of-office', { query: { limit: 3 } });
    expect(await hours({ limit: 3, cursor: body.meta.nextCursor })).toEqual([50]);
    const forged = Buffer.from(JSON.stringify(['during', 'soon', ada.id])).toString('base64url');
    const refused = await ada.api.get('/out-of-office', { query: { cursor: forged } });
    expect([refused.status, refused.body.code]).toEqual([400, 'malformed_cursor']);
    expect((await ada.api.get('/out-of-office', { query: { from: slot(2).start, to: slot(1).start } })).status).toBe(
      400,
    );
    expect((await ada.api.get('/out-of-office', { query: { bookableId: owner.id } })).status).toBe(404);
  });
});

describe('somebody who becomes absent while they are booked', () => {
  it('waits for the booking and sees it', async () => {
    const ada = await signUp(api, 'Ada');
    await book(ada, slot(40));
    const booker = await db.connect();
    await booker.query('BEGIN');
    await booker.query('SELECT 1 FROM bookables WHERE id = $1 FOR KEY SHARE', [ada.id]);
    const absence = ada.api.post('/out-of-office', slot(9));
    await eventually(
      () => booker.query('SELECT FROM pg_stat_activity WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))'),
      ({ rowCount }) => rowCount === 1,
    );
    const { rows } = await booker.query<{ id: string }>(
      `INSERT INTO bookings (organizer_id, title, starts_at, ends_at, time_zone) VALUES ($1, 'Late', $2, $3, 'UTC')
       RETURNING id`,
      [ada.id, slot(9).start, slot(9).end],
    );
    await booker.query('INSERT INTO claims (bookable_id, booking_id, during) VALUES ($1, $2, tstzrange($3, $4))', [
      ada.id,
      rows[0]!.id,
      slot(9).start,
      slot(9).end,
    ]);
    await booker.query('COMMIT');
    booker.release();
    expect((await absence).body.conflictingBookings).toEqual([{ bookingId: rows[0]!.id, seatingId: null, ...slot(9) }]);
  });

  it('is told of every booking that came first, and all others are refused', async () => {
    const ada = await signUp(api, 'Ada');
    const type = await openType(ada);
    const hours = Array.from({ length: 12 }, (_one, index) => slot(1 + index));
    const ask = (times: Times, index: number) => askForSlot(index % 2 ? api : api.at(otherApiUrl), type.id, times);
    const first = hours.slice(0, 6).map(ask);
    const absence = ada.api.post('/out-of-office', slot(1, 12 * 60));
    const answers = await Promise.all([...first, ...hours.slice(6).map(ask)]);
    const { body } = await absence;
    const booked = answers.filter(({ status }) => status === 201).map((answer) => answer.body.id as string);
    const known = body.conflictingBookings.map(({ bookingId }: { bookingId: string }) => bookingId);
    expect(known.sort()).toEqual(booked.sort());
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused.map((answer) => [answer.status, answer.body.code])).toEqual(
      refused.map(() => [422, 'outside_availability']),
    );
    expect((await ask(slot(12.5), 0)).body.code).toBe('outside_availability');
  });
});
