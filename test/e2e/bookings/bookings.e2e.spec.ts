import ICAL from 'ical.js';
import { newId } from '../../../src/kernel/ids.js';
import { askToBook, book, slot } from '../../factories/booking.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { newEmail, type Person, signUp, signUpAllVerified } from '../../factories/person.js';
import { ApiClient } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const { apiUrl } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();

afterAll(() => db.end());

describe('making a booking', () => {
  let ada: Person;
  let grace: Person;

  beforeAll(async () => {
    [ada, grace] = await signUpAllVerified(api, 'Ada', 'Grace');
  });

  it('answers the booking with its address and version', async () => {
    const guest = newEmail('guest');
    const details = {
      title: '  Mentoring  ',
      description: 'First session',
      location: 'Room 5',
      timeZone: 'Europe/Paris',
      metadata: { ticket: 'T-42', nested: { a: [1] } },
      attendees: [{ email: grace.email.toUpperCase() }, { email: guest, name: 'Alan Turing' }],
    };
    const { status, headers, body } = await askToBook(ada, slot(1), details);
    expect(status).toBe(201);
    expect(headers.get('Location')).toBe(`/api/v1/bookings/${body.id}`);
    expect(headers.get('ETag')).toMatch(/^"v1-/);
    expect(body).toMatchObject({
      ...slot(1),
      title: 'Mentoring',
      description: 'First session',
      location: 'Room 5',
      timeZone: 'Europe/Paris',
      status: 'confirmed',
      organizer: { id: ada.id, name: 'Ada' },
      metadata: { ticket: 'T-42', nested: { a: [1] } },
      organizationId: null,
      version: 1,
      cancelledAt: null,
      cancelReason: null,
    });
    // As it was written, but for the domain, which has one spelling.
    const written = grace.email.toUpperCase().replace(/@.*/, (domain) => domain.toLowerCase());
    const invited = { status: 'needs_action', role: 'attendee', isAbsent: null };
    expect(body.attendees).toEqual([
      { id: expect.any(String), email: written, name: written, ...invited },
      { id: expect.any(String), email: guest, name: 'Alan Turing', ...invited },
    ]);
    expect((await ada.api.get(`/bookings/${body.id}`)).body).toEqual(body);
  });

  it('takes the time zone of the profile when none is given', async () => {
    const person = await signUp(api, 'Alan');
    await person.api.patch('/users/me', { timeZone: 'Asia/Tokyo' });
    expect((await book(person, slot(1))).timeZone).toBe('Asia/Tokyo');
  });

  it('refuses a time that overlaps, names only the interval, and offers free times of the same length', async () => {
    const person = await signUp(api, 'Alan');
    await book(person, slot(10), { title: 'Very private' });
    await book(person, slot(12), { title: 'Very private' });
    const { status, body } = await askToBook(person, slot(10.5));
    expect([status, body.code]).toEqual([409, 'slot_taken']);
    expect(body.conflict).toEqual(slot(10));
    expect(body.alternatives).toEqual([slot(9), slot(11), slot(8)].sort((a, b) => a.start.localeCompare(b.start)));
    expect(JSON.stringify(body)).not.toContain('private');
    for (const alternative of body.alternatives) await book(person, alternative);
  });

  it('lets bookings touch, and different people have the same time', async () => {
    await book(ada, slot(20));
    await book(ada, slot(21));
    await book(ada, slot(19));
    await book(grace, slot(20));
  });

  it.each([
    ['end at the start', { end: slot(30).start }, '/end'],
    ['end before the start', { end: slot(29).start }, '/end'],
    ['thirty days and a bit', { end: slot(30 + 30 * 24, 1).end }, '/end'],
    ['no time', { start: 'tomorrow' }, '/start'],
    ['a time without offset', { start: '2031-03-04T06:00:00' }, '/start'],
    ['no title', { title: '   ' }, '/title'],
    ['a long title', { title: 'x'.repeat(201) }, '/title'],
    ['no zone', { timeZone: 'Mars/Olympus' }, '/timeZone'],
    ['large metadata', { metadata: { text: 'x'.repeat(8200) } }, '/metadata'],
    ['a list as metadata', { metadata: [] }, '/metadata'],
    ['an unknown field', { status: 'confirmed' }, '/status'],
    ['an unknown organization', { organizationId: newId() }, '/organizationId'],
    ['too many attendees', { attendees: Array.from({ length: 101 }, () => ({ email: newEmail() })) }, '/attendees'],
    ['an attendee who is nobody', { attendees: [{}] }, '/attendees/0/email'],
    ['an attendee who is two', { attendees: [{ email: newEmail(), userId: newId() }] }, '/attendees/0/email'],
    ['an attendee with no address', { attendees: [{ email: 'nobody' }] }, '/attendees/0/email'],
    ['an attendee who is unknown', { attendees: [{ userId: newId() }] }, '/attendees/0/userId'],
    ['text as an attendee', { attendees: ['ada'] }, '/attendees/0'],
  ])('refuses %s and points at it', async (_fault, more, pointer) => {
    const { status, body } = await askToBook(ada, slot(30), more);
    expect([status, body.code, body.errors[0].pointer]).toEqual([400, 'validation_failed', pointer]);
  });

  it('refuses the organizer, repetitions and strangers by id among the attendees', async () => {
    const stranger = await signUp(api, 'Eve');
    const attendees = [
      { email: ada.email },
      { email: newEmail('guest') },
      { email: grace.email },
      { email: grace.email.toUpperCase() },
      { userId: stranger.id },
    ];
    const { status, body } = await askToBook(ada, slot(30), { attendees });
    expect(status).toBe(400);
    expect(body.errors.map(({ pointer, code }: { pointer: string; code: string }) => [pointer, code])).toEqual([
      ['/attendees/0/email', 'is_organizer'],
      ['/attendees/3/email', 'duplicate'],
      ['/attendees/4/userId', 'unknown_person'],
    ]);
  });

  it('knows colleagues and people of earlier bookings by id', async () => {
    const [owner, colleague, companion] = await signUpAllVerified(api, 'Owner', 'Colleague', 'Companion');
    await addMember(owner, await createOrganization(owner), colleague);
    const { id } = await book(owner, slot(1), { attendees: [{ email: companion.email }] });
    await companion.api.post(`/bookings/${id}/respond`, { status: 'accepted' });
    const { attendees } = await book(owner, slot(2), {
      attendees: [{ userId: colleague.id }, { userId: companion.id }],
    });
    expect(attendees.map(({ userId }: { userId: string }) => userId)).toEqual([colleague.id, companion.id]);
    await book(companion, slot(3), { attendees: [{ userId: owner.id }] });
  });

  it('refuses the past', async () => {
    const { status, body } = await askToBook(ada, { start: '2020-01-01T09:00:00Z', end: '2020-01-01T10:00:00Z' });
    expect([status, body.code]).toEqual([422, 'in_the_past']);
  });

  it('is stopped by a hold, until the hold expires', async () => {
    const person = await signUp(api, 'Alan');
    await book(person, slot(1));
    const hold = (expiresIn: string) =>
      db.query(
        `INSERT INTO claims (bookable_id, expires_at, during)
         VALUES ($1, now() + $2::interval, tstzrange($3, $4))`,
        [person.id, expiresIn, slot(5).start, slot(5).end],
      );
    await hold('1 hour');
    expect((await askToBook(person, slot(5.5))).body.conflict).toEqual(slot(5));
    await db.query(`UPDATE claims SET expires_at = now() WHERE expires_at IS NOT NULL AND bookable_id = $1`, [
      person.id,
    ]);
    const { id } = await book(person, slot(5.5));
    await person.api.delete(`/bookings/${id}`);
    await hold('-1 second');
    const moved = await book(person, slot(2));
    expect((await person.api.post(`/bookings/${moved.id}/reschedule`, slot(4.5))).status).toBe(200);
  });

  it('happens once under one Idempotency-Key', async () => {
    const headers = { 'Idempotency-Key': newId() };
    const wanted = { title: 'Once', ...slot(40) };
    const first = await ada.api.post('/bookings', wanted, { headers });
    const again = await ada.api.post('/bookings', wanted, { headers });
    expect([first.status, again.status, again.headers.get('Idempotency-Replayed')]).toEqual([201, 201, 'true']);
    expect(again.body).toEqual(first.body);
    const other = await ada.api.post('/bookings', { ...wanted, title: 'Twice' }, { headers });
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
    const taken = await ada.api.post('/bookings', wanted, { headers: { 'Idempotency-Key': newId() } });
    expect(taken.status).toBe(409);
  });

  it('needs a sign-in', async () => {
    expect((await api.post('/bookings', { title: 'x', ...slot(1) })).status).toBe(401);
    expect((await api.get('/bookings')).status).toBe(401);
  });
});

describe('one booking', () => {
  it('is downloaded as a calendar file that says what the booking says', async () => {
    const ada = await signUp(api, 'Ada');
    const booking = await book(ada, slot(5), { title: 'A, B; C', location: 'Room 5' });
    const { status, headers, body } = await ada.api.get(`/bookings/${booking.id}.ics`);
    expect(status).toBe(200);
    expect(headers.get('Content-Type')).toBe('text/calendar; charset=utf-8; method=PUBLISH');
    const event = new ICAL.Component(ICAL.parse(body) as unknown[]).getFirstSubcomponent('vevent')!;
    const value = (name: string) => String(event.getFirstPropertyValue(name));
    expect([value('uid'), value('summary'), value('location'), value('status'), value('sequence')]).toEqual([
      `${booking.id}@lyceum`,
      'A, B; C',
      'Room 5',
      'CONFIRMED',
      '0',
    ]);
    expect(new Date(value('dtstart')).toISOString()).toBe(booking.start);
  });

  it('is not sent again to who has it', async () => {
    const ada = await signUp(api, 'Ada');
    const { id } = await book(ada, slot(5));
    const { headers } = await ada.api.get(`/bookings/${id}`);
    const again = await ada.api.get(`/bookings/${id}`, { headers: { 'If-None-Match': headers.get('ETag')! } });
    expect([again.status, again.body]).toEqual([304, '']);
  });

  it('answers 400 for what is no id and 404 for what does not exist', async () => {
    const { api: client } = await signUp(api);
    const statuses = await Promise.all(
      ['nothing', newId(), 'nothing.ics', `${newId()}.ics`].map(
        async (id) => (await client.get(`/bookings/${id}`)).status,
      ),
    );
    expect(statuses).toEqual([400, 404, 400, 404]);
  });
});

describe('the list of bookings', () => {
  let ada: Person;
  let grace: Person;
  const hours = [1, 2, 3, 4, 5, 6, 7];

  beforeAll(async () => {
    [ada, grace] = await signUpAllVerified(api, 'Ada', 'Grace');
    for (const hour of hours)
      await book(ada, slot(hour), {
        title: hour % 2 ? `Lecture ${hour}` : `Mentoring 100% ${hour}`,
        attendees: hour > 5 ? [{ email: grace.email }] : [],
      });
    await book(grace, slot(50), { title: 'Own lecture' });
    const { body } = await ada.api.get('/bookings', { query: { q: 'Lecture 3' } });
    await ada.api.post(`/bookings/${body.data[0].id}/cancel`);
  });

  async function titles(person: Person, query: Record<string, string | number> = {}): Promise<string[]> {
    const { status, body } = await person.api.get('/bookings', { query });
    expect(status).toBe(200);
    return body.data.map(({ title }: { title: string }) => title.replace(/\D+/g, '') || title);
  }

  it('has what one organizes and what one attends, latest first', async () => {
    expect((await titles(ada)).map((title) => title.slice(-1))).toEqual(['7', '6', '5', '4', '3', '2', '1']);
    expect(await titles(grace)).toEqual(['Own lecture', '7', '1006']);
  });

  it('is filtered by state, by time that overlaps, and by a part of the title that is taken literally', async () => {
    expect(await titles(ada, { status: 'cancelled' })).toEqual(['3']);
    expect(await titles(ada, { from: slot(2.5).start, to: slot(4).start, sort: 'start' })).toEqual(['1002', '3']);
    expect(await titles(ada, { from: slot(3).start, to: slot(4).start })).toEqual(['3']);
    expect(await titles(ada, { q: 'lecture', sort: 'start' })).toEqual(['1', '3', '5', '7']);
    expect(await titles(ada, { q: '0%' })).toHaveLength(3);
    expect(await titles(ada, { q: '_ecture' })).toEqual([]);
    expect(await titles(grace, { q: 'lecture', status: 'confirmed', sort: 'title' })).toEqual(['7', 'Own lecture']);
  });

  it('is walked by cursor in every order, without loss or repetition', async () => {
    for (const sort of ['start', '-start', 'title', '-title,start', 'title,-start', '-createdAt', 'updatedAt', 'end']) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const { body } = await ada.api.get('/bookings', { query: { limit: 3, sort, cursor } });
        expect(body.data.length).toBeLessThanOrEqual(3);
        seen.push(...body.data.map(({ id }: { id: string }) => id));
        expect(body.meta.hasMore).toBe(body.meta.nextCursor !== null);
        cursor = body.meta.nextCursor ?? undefined;
      } while (cursor);
      const { body } = await ada.api.get('/bookings', { query: { sort } });
      expect(seen).toEqual(body.data.map(({ id }: { id: string }) => id));
      expect(new Set(seen).size).toBe(hours.length);
    }
  });

  it('is searched whichever way letters are composed (Unicode NFC and NFD)', async () => {
    const zoe = await signUp(api, 'Zoë');
    await book(zoe, slot(1), { title: 'Zoë Kühn'.normalize('NFD') });
    for (const form of ['NFC', 'NFD'])
      expect(await titles(zoe, { q: 'kühn'.normalize(form) })).toEqual(['Zoë Kühn'.normalize('NFC')]);
  });

  it('is numbered by page, over both what one organizes and attends', async () => {
    const { body } = await grace.api.get('/bookings', { query: { limit: 2, page: 2 } });
    expect(body.data).toHaveLength(1);
    expect(body.meta).toEqual({ page: 2, limit: 2, total: 3, totalPages: 2, hasMore: false, nextCursor: null });
    const beyond = await grace.api.get('/bookings', { query: { limit: 2, page: 9 } });
    expect(beyond.body.data).toEqual([]);
  });

  it.each([
    ['an unknown parameter', { colour: 'red' }],
    ['an unknown state', { status: 'maybe' }],
    ['an unknown order', { sort: 'location' }],
    ['times in the wrong order', { from: slot(2).start, to: slot(1).start }],
    ['cursor and page', { cursor: 'x', page: 1 }],
    ['a limit over 100', { limit: 101 }],
    ['a cursor that is none', { cursor: 'x' }],
    ['a forged cursor', { cursor: Buffer.from('["-start","soon","1"]').toString('base64url') }],
    ['a cursor of another order', { cursor: Buffer.from('["title","x","y"]').toString('base64url') }],
  ])('refuses %s', async (_fault, query) => {
    expect((await ada.api.get('/bookings', { query })).status).toBe(400);
  });
});
