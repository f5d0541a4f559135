import fc from 'fast-check';
import { isDisplayLine } from '../../../src/kernel/display-line.js';
import { newId } from '../../../src/kernel/ids.js';
import { createBookable } from '../../factories/availability.js';
import { book } from '../../factories/booking.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { eraseAccount, newEmail, type Person, signUp, signUpAllVerified } from '../../factories/person.js';
import { ALWAYS, bookSlot, openType } from '../../factories/slot.js';
import { ApiClient } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';
import { fetchFeed, makeFeed, readFeedsAt, soon, subscribe } from './feed.js';

const { apiUrl, otherApiUrl } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();
readFeedsAt(otherApiUrl);

afterAll(() => db.end());

let ada: Person;
let grace: Person;

beforeEach(async () => {
  [ada, grace] = await signUpAllVerified(api, 'Ada', 'Grace');
});

const summaries = async (url: string) => (await subscribe(url)).map(({ summary }) => summary);

/** A room of the person, and that a booking needs it. */
async function roomFor(bookingId: string, person: Person, more: object = {}): Promise<string> {
  const id = await createBookable(person, more);
  await db.query(
    `INSERT INTO claims (bookable_id, booking_id, during) SELECT $1, id, tstzrange(starts_at, ends_at) FROM bookings WHERE id = $2`,
    [id, bookingId],
  );
  return id;
}

describe('the feed of a person', () => {
  it('has what they organize and attend, follows every change, and forgets what does not take place', async () => {
    const feed = await makeFeed(ada);
    expect(feed).toMatchObject({ scope: 'person', organizationId: null, bookableId: null, rotatedAt: null });
    const attendees = [{ email: grace.email }, { email: 'guest@example.test', name: 'Guest' }];
    const own = await book(ada, soon(1), {
      title: 'Teaching',
      description: 'Bring a pen.',
      location: 'Room 5',
      attendees,
    });
    const attended = await book(grace, soon(3), { title: 'Mentoring', attendees: [{ email: ada.email }] });
    await book(grace, soon(5), { title: 'None of hers' });
    expect(await subscribe(feed.url)).toEqual([
      {
        uid: `${own.id}@lyceum`,
        sequence: 0,
        summary: 'Teaching',
        description: `With ${grace.email}, Guest\n\nBring a pen.`,
        location: 'Room 5',
        status: 'CONFIRMED',
        ...soon(1),
      },
      expect.objectContaining({ summary: 'Mentoring', description: 'With Grace', ...soon(3) }),
    ]);
    await ada.api.post(`/bookings/${own.id}/reschedule`, { start: soon(7).start });
    expect((await subscribe(feed.url)).at(-1)).toMatchObject({ uid: `${own.id}@lyceum`, sequence: 1, ...soon(7) });
    await ada.api.post(`/bookings/${attended.id}/respond`, { status: 'declined' });
    expect(await summaries(feed.url)).toEqual(['Teaching']);
    await ada.api.delete(`/bookings/${own.id}`);
    expect(await subscribe(feed.url)).toEqual([]);
  });

  it('has the intervals of all bookings to the second, whatever they are called', async () => {
    const feed = await makeFeed(ada);
    const aLine = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }).filter(isDisplayLine);
    const texts = fc.sample(aLine, 15);
    for (const [index, title] of texts.entries())
      await book(ada, soon(index, 1 + index * 4), { title: `${index} ${title}`, description: title });
    const { body } = await ada.api.get('/bookings', { query: { sort: 'start', limit: 100 } });
    const seen = await subscribe(feed.url);
    expect(seen.map(({ start, end, summary }) => ({ start, end, title: summary }))).toEqual(
      body.data.map(({ start, end, title }: { start: string; end: string; title: string }) => ({ start, end, title })),
    );
  });

  it('reaches from 30 days ago to a year ahead', async () => {
    const feed = await makeFeed(ada);
    for (const [index, days] of [-32, -29, 364, 368].entries()) {
      const { id } = await book(ada, soon(index), { title: String(days) });
      await db.query(
        `UPDATE bookings SET starts_at = now() + make_interval(days => $2), ends_at = now() + make_interval(days => $2, hours => 1) WHERE id = $1`,
        [id, days],
      );
    }
    expect(await summaries(feed.url)).toEqual(['-29', '364']);
  });
});

describe('the feed of an organization', () => {
  it('shows titles to who may read the bookings, that the time is taken to the other members, and nothing after', async () => {
    const member = await signUp(api, 'Charles');
    const organizationId = await createOrganization(ada);
    await addMember(ada, organizationId, grace, 'admin');
    await addMember(ada, organizationId, member);
    await book(ada, soon(1), { title: 'Board', organizationId, description: 'Secret' });
    await book(ada, soon(3), { title: 'Everybody', organizationId, attendees: [{ userId: member.id }] });
    await book(ada, soon(5), { title: 'Private' });
    const [whole, part] = await Promise.all(
      [grace, member].map((person) => makeFeed(person, { scope: 'organization', organizationId })),
    );
    expect(await summaries(whole.url)).toEqual(['Board', 'Everybody']);
    expect(await subscribe(part.url)).toEqual([
      expect.objectContaining({ summary: 'Busy', description: null, location: null, ...soon(1) }),
      expect.objectContaining({ summary: 'Everybody', description: 'With Ada', ...soon(3) }),
    ]);
    await ada.api.delete(`/organizations/${organizationId}/members/${member.id}`);
    expect((await fetchFeed(part.url)).status).toBe(404);
    await ada.api.delete(`/organizations/${organizationId}`);
    expect((await fetchFeed(whole.url)).status).toBe(404);
  });
});

describe('the feed of a bookable', () => {
  it('shows when it is taken, and by what only where that may be seen', async () => {
    const booking = await book(grace, soon(1), { title: 'Hers' });
    const bookableId = await roomFor(booking.id, ada);
    const feed = await makeFeed(ada, { scope: 'bookable', bookableId });
    expect(await subscribe(feed.url)).toEqual([expect.objectContaining({ summary: 'Busy', ...soon(1) })]);
    expect((await fetchFeed(feed.url)).text).toContain('NAME:Room 5\r\n');
    await grace.api.post(`/bookings/${booking.id}/attendees`, { email: ada.email });
    expect(await summaries(feed.url)).toEqual(['Hers']);
    const own = await makeFeed(grace, { scope: 'bookable', bookableId: grace.id });
    expect(await summaries(own.url)).toEqual(['Hers']);
  });

  it('has every guest of a shared slot, tentatively until the booking is confirmed', async () => {
    const room = await createBookable(ada);
    const wanted = { seats: 2, requiresConfirmation: true, requiredBookableIds: [room] };
    const { id } = await openType(ada, wanted, { weekly: ALWAYS });
    await bookSlot(api, id, soon(1), { attendee: { name: 'Alan', email: newEmail('alan') } });
    await bookSlot(api, id, soon(1), { attendee: { name: 'Joan', email: newEmail('joan') } });
    const feeds = [await makeFeed(ada), await makeFeed(ada, { scope: 'bookable', bookableId: room })];
    for (const { url } of feeds)
      expect((await subscribe(url)).map(({ status, description, start }) => [status, description, start])).toEqual([
        ['TENTATIVE', expect.stringMatching(/^With Alan\n\nGuest: Alan <alan-\w+@example.test>$/), soon(1).start],
        ['TENTATIVE', expect.stringMatching(/^With Joan\n\nGuest: Joan <joan-\w+@example.test>$/), soon(1).start],
      ]);
  });

  it('is for those who manage it, as long as they do', async () => {
    const organizationId = await createOrganization(ada);
    await addMember(ada, organizationId, grace);
    const bookableId = await roomFor((await book(ada, soon(1), { organizationId })).id, ada, { organizationId });
    const wanted = { scope: 'bookable', bookableId };
    const refused = await grace.api.post('/calendar-feeds', wanted);
    expect([refused.status, refused.body.errors[0].code]).toEqual([400, 'unknown_bookable']);
    await ada.api.patch(`/organizations/${organizationId}/members/${grace.id}`, { role: 'admin' });
    const { url } = await makeFeed(grace, wanted);
    expect(await summaries(url)).toEqual(['Mentoring']);
    await ada.api.patch(`/organizations/${organizationId}/members/${grace.id}`, { role: 'member' });
    expect((await fetchFeed(url)).status).toBe(404);
  });
});

describe('the address of a feed', () => {
  it('is answered to its owner only, who has one for each calendar', async () => {
    const feed = await makeFeed(ada);
    expect(feed.url).toMatch(/^http.*\/api\/v1\/calendar-feeds\/[\w-]{43}\.ics$/);
    expect((await ada.api.get(`/calendar-feeds/${feed.id}`)).body).toEqual(feed);
    expect((await ada.api.get('/calendar-feeds')).body.data).toEqual([feed]);
    expect((await grace.api.get('/calendar-feeds')).body.data).toEqual([]);
    expect((await ada.api.post('/calendar-feeds', { scope: 'person' })).body.code).toBe('calendar_feed_exists');
  });

  it('is stored nowhere as it is, and answered again to who lost the answer', async () => {
    const headers = { 'Idempotency-Key': newId() };
    const first = await ada.api.post('/calendar-feeds', { scope: 'person' }, { headers });
    const again = await ada.api.post('/calendar-feeds', { scope: 'person' }, { headers });
    expect([again.status, again.text]).toEqual([201, first.text]);
    const secret = /([\w-]{43})\.ics$/.exec(first.body.url)?.[1] ?? '';
    const { rows } = await db.query<{ row: string }>(
      `SELECT f::text AS row FROM calendar_feeds f WHERE owner_id = $1
       UNION ALL SELECT k::text FROM idempotency_keys k WHERE key = $2`,
      [ada.id, headers['Idempotency-Key']],
    );
    expect(rows).toHaveLength(2);
    expect(rows.filter(({ row }) => row.includes(secret))).toEqual([]);
  });

  it('changes when it is rotated, and ends when the feed or its owner does', async () => {
    const feed = await makeFeed(ada);
    const { status, body } = await ada.api.post(`/calendar-feeds/${feed.id}/rotate`);
    expect([status, body]).toEqual([200, { ...feed, url: body.url, rotatedAt: expect.any(String) }]);
    expect((await fetchFeed(feed.url)).body.code).toBe('not_found');
    expect((await fetchFeed(body.url)).status).toBe(200);
    expect((await ada.api.delete(`/calendar-feeds/${feed.id}`)).status).toBe(204);
    expect((await fetchFeed(body.url)).status).toBe(404);
    const [closed, erased] = await Promise.all([makeFeed(ada), makeFeed(grace)]);
    await db.query('UPDATE users SET is_active = false WHERE id = $1', [ada.id]);
    await eraseAccount(grace);
    for (const { url } of [closed, erased]) expect((await fetchFeed(url)).status).toBe(404);
    const { rows } = await db.query('SELECT owner_id AS owner FROM calendar_feeds WHERE owner_id = ANY ($1)', [
      [ada.id, grace.id],
    ]);
    expect(rows).toEqual([{ owner: ada.id }]);
  });

  it.each(['x'.repeat(43), 'short', '..%2F..%2Fusers'])('is nothing that can be guessed: %s', async (secret) => {
    expect((await api.get(`/calendar-feeds/${secret}.ics`)).status).toBe(404);
  });

  it.each([
    ['no scope', {}, 'scope'],
    ['an unknown scope', { scope: 'everybody' }, 'scope'],
    ['an organization that is missing', { scope: 'organization' }, 'organizationId'],
    ['an organization of others', { scope: 'organization', organizationId: newId() }, 'organizationId'],
    ['a bookable of others', { scope: 'bookable', bookableId: newId() }, 'bookableId'],
    ['an id that is not of the scope', { scope: 'person', bookableId: newId() }, 'bookableId'],
  ])('is not made for %s', async (_what, wanted, field) => {
    const { status, body } = await ada.api.post('/calendar-feeds', wanted);
    expect([status, body.errors.map((error: { field: string }) => error.field)]).toEqual([400, [field]]);
  });
});

describe('a calendar program', () => {
  it('hears how often to ask, and gets the calendar again only when it has changed', async () => {
    const { url } = await makeFeed(ada);
    const booking = await book(ada, soon(1));
    const { headers, text } = await fetchFeed(url);
    expect(headers.get('Content-Type')).toBe('text/calendar; charset=utf-8');
    expect(headers.get('Cache-Control')).toBe('private, max-age=300');
    expect(text).toMatch(/REFRESH-INTERVAL;VALUE=DURATION:PT15M\r\nX-PUBLISHED-TTL:PT15M\r\n/);
    const etag = headers.get('ETag') ?? '';
    expect(etag).toMatch(/^"[\w-]{22}"$/);
    const unchanged = await fetchFeed(url, etag);
    expect([unchanged.status, unchanged.text, unchanged.headers.get('ETag')]).toEqual([304, '', etag]);
    expect((await fetchFeed(url)).text).toBe(text);
    await ada.api.patch(`/bookings/${booking.id}`, { title: 'Another' });
    const changed = await fetchFeed(url, etag);
    expect([changed.status, changed.headers.get('ETag') === etag]).toEqual([200, false]);
  });
});
