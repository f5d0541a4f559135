import { DAY, HOUR, MINUTE } from '../../../src/kernel/clock.js';
import { newId } from '../../../src/kernel/ids.js';
import { createBookable } from '../../factories/availability.js';
import { book } from '../../factories/booking.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { eraseAccount, type Person, signUp, signUpAll } from '../../factories/person.js';
import { ahead, makeSeries, recurrenceId } from '../../factories/series.js';
import { ALWAYS, openType } from '../../factories/slot.js';
import { joinWaitlist, untilEntryIs } from '../../factories/waitlist.js';
import { eventually } from '../../support/eventually.js';
import { ApiClient, type ApiResponse } from '../../support/http.js';
import { type Answer, Receiver } from '../../support/receiver.js';
import { startSystem, type System } from '../../support/system.mjs';
import { soon } from './feed.js';

/** In a system of its own, which may reach servers on this machine. */
let system: System;
let server: Receiver;
let api: ApiClient;
let ada: Person;

beforeAll(async () => {
  system = await startSystem({
    env: { EGRESS_ALLOWED_NETWORKS: '127.0.0.0/8', EXTERNAL_CALENDAR_READING_TIMEOUT_MS: '5000' },
  });
  api = new ApiClient(system.api.url);
  server = await Receiver.open();
});

afterAll(async () => {
  await system.stop();
  await server.close();
});

beforeEach(async () => {
  ada = await signUp(api, 'Ada');
  answering(file(event(soon(1))));
});

const stamp = (time: string) => time.replace(/[-:]|\.\d+/g, '');

function event({ start, end }: { start: string; end: string }, more = ''): string {
  return `BEGIN:VEVENT\r\nUID:${newId()}@elsewhere\r\n${more}DTSTART:${stamp(start)}\r\nDTEND:${stamp(end)}\r\nEND:VEVENT\r\n`;
}

const file = (...events: string[]) => `BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${events.join('')}END:VCALENDAR\r\n`;

function answering(body: string, headers: Record<string, string> = {}): void {
  server.answer = (response) => response.writeHead(200, { 'content-type': 'text/calendar', ...headers }).end(body);
}

const refusing =
  (status: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(status, headers).end();

async function add(more: object = {}, person = ada): Promise<ApiResponse['body']> {
  const wanted = { name: 'Private', url: `${server.url}/secret-${newId()}.ics`, ...more };
  const { status, body } = await person.api.post('/external-calendars', wanted);
  if (status !== 201) throw new Error(`The calendar was answered with ${status} ${JSON.stringify(body)}`);
  return body;
}

type Calendar = ApiResponse['body'];

/** As it is after the next look into it. */
async function looked({ id, lastSyncAt }: Calendar, person = ada): Promise<Calendar> {
  const { body } = await eventually(
    () => person.api.get(`/external-calendars/${id}`),
    (answer) => answer.body.lastSyncAt !== lastSyncAt,
    20_000,
  );
  return body;
}

/** Asks for a look into it. */
async function sync(calendar: Calendar): Promise<Calendar> {
  const { status, body } = await ada.api.post(`/external-calendars/${calendar.id}/sync`);
  expect(status).toBe(202);
  return looked(body);
}

async function busy({ id }: Calendar): Promise<Array<{ start: string; end: string }>> {
  const { rows } = await system.db.query<{ start: Date; end: Date }>(
    'SELECT lower(during) AS start, upper(during) AS end FROM busy_times WHERE source_id = $1 ORDER BY 1',
    [id],
  );
  return rows.map(({ start, end }) => ({ start: start.toISOString(), end: end.toISOString() }));
}

const minutesUntil = (time: string) => (Date.parse(time) - Date.now()) / MINUTE;

describe('an external calendar', () => {
  it('is read as soon as it is added, and again when it is due, and keeps its address to itself', async () => {
    const calendar = await add({ name: 'Work' });
    expect(calendar).toMatchObject({ name: 'Work', url: `${server.url}/…`, bookableId: ada.id, lastStatus: null });
    const read = await looked(calendar);
    expect(read).toMatchObject({ lastStatus: 'ok', lastError: null, eventCount: 1, version: 1 });
    expect(minutesUntil(read.nextSyncAt)).toBeGreaterThan(13);
    expect(minutesUntil(read.nextSyncAt)).toBeLessThan(17);
    expect(await busy(calendar)).toEqual([soon(1)]);
    answering(file(event(soon(3)), event(soon(5), 'TRANSP:TRANSPARENT\r\n')));
    await system.db.query('UPDATE external_calendars SET next_sync_at = now() WHERE id = $1', [calendar.id]);
    expect(await looked(read)).toMatchObject({ lastStatus: 'ok', eventCount: 2, version: 1 });
    expect(await busy(calendar)).toEqual([soon(3)]);
    const secret = /secret-[\w-]+/.exec(server.requests.at(-1)?.path ?? '')?.[0] ?? '';
    expect(secret).toHaveLength(43);
    const { rows } = await system.db.query<{ row: string }>('SELECT c::text AS row FROM external_calendars c');
    expect([...rows.map(({ row }) => row), ...system.logs].filter((line) => line.includes(secret))).toEqual([]);
  });

  it('keeps slots from being offered at its busy times, until they are free and go to those who wait', async () => {
    const { id: eventTypeId } = await openType(ada, {}, { weekly: ALWAYS });
    const explain = async (at: string) => (await api.get('/slots/explain', { query: { eventTypeId, at } })).body;
    expect((await explain(soon(1).start)).isFree).toBe(true);
    const calendar = await looked(await add());
    const { isFree, hosts } = await explain(soon(1).start);
    expect([isFree, hosts[0].reasons]).toEqual([false, [expect.objectContaining({ code: 'externally_busy' })]]);
    expect((await explain(soon(2).start)).isFree).toBe(true);
    const charles = await signUp(api, 'Charles');
    const entry = await joinWaitlist(charles, eventTypeId, soon(1));
    answering(file());
    await sync(calendar);
    await untilEntryIs('offered', charles, entry.id);
  });

  it('asks only for what has changed, but for all of it once a day', async () => {
    answering(file(event(soon(1))), { etag: '"1"', 'last-modified': 'Sun, 31 Jan 2027 09:00:00 GMT' });
    const read = await looked(await add());
    server.answer = refusing(304);
    const unchanged = await sync(read);
    expect(server.requests.at(-1)?.headers).toMatchObject({
      'if-none-match': '"1"',
      'if-modified-since': 'Sun, 31 Jan 2027 09:00:00 GMT',
    });
    expect(unchanged).toMatchObject({ lastStatus: 'ok', eventCount: 1 });
    expect(await busy(read)).toEqual([soon(1)]);
    answering(file());
    await system.db.query(`UPDATE external_calendars SET read_at = now() - interval '1 day' WHERE id = $1`, [read.id]);
    expect(await sync(unchanged)).toMatchObject({ eventCount: 0 });
    expect(server.requests.at(-1)?.headers).not.toHaveProperty('if-none-match');
    expect(await busy(read)).toEqual([]);
  });

  it('is read anew where its owner lives somewhere else, also when it has not changed', async () => {
    const day = 'BEGIN:VEVENT\r\nUID:1@elsewhere\r\nDTSTART;VALUE=DATE:DAY\r\nEND:VEVENT\r\n';
    const date = soon(24).start.slice(0, 10);
    server.answer = (response, { headers }) =>
      headers['if-none-match'] === '"1"'
        ? response.writeHead(304).end()
        : response.writeHead(200, { etag: '"1"' }).end(file(day.replace('DAY', date.replaceAll('-', ''))));
    const read = await looked(await add());
    const midnight = Date.parse(date);
    expect(await busy(read)).toEqual([
      { start: new Date(midnight).toISOString(), end: new Date(midnight + DAY).toISOString() },
    ]);
    await ada.api.patch('/users/me', { timeZone: 'Asia/Tokyo' });
    const again = await sync(read);
    const tokyo = midnight - 9 * HOUR;
    expect(await busy(read)).toEqual([
      { start: new Date(tokyo).toISOString(), end: new Date(tokyo + DAY).toISOString() },
    ]);
    await sync(again);
    expect(server.requests.at(-1)?.headers['if-none-match']).toBe('"1"');
  });

  it('shows its owner what of it was read, what was not, and why', async () => {
    const broken = event(soon(3))
      .replace(/UID:.*/, 'UID:broken')
      .replace(/DTSTART:.*/, 'DTSTART:20270230T080000Z');
    const doubtful = event(soon(5)).replace(/DTSTART:(.*)Z/, 'DTSTART;TZID=Nowhere:$1');
    const free = event(soon(7), 'TRANSP:TRANSPARENT\r\n');
    answering(file(event(soon(1)), broken, doubtful, free));
    const read = await looked(await add());
    expect(read).toMatchObject({ lastStatus: 'ok', eventCount: 3, skippedCount: 1 });
    expect(read.notes).toEqual([
      {
        code: 'unreadable_start',
        effect: 'skipped',
        message: expect.any(String),
        count: 1,
        examples: [{ uid: 'broken', start: '20270230T080000Z' }],
      },
      expect.objectContaining({ code: 'unknown_zone', effect: 'doubtful', count: 1 }),
      expect.objectContaining({ code: 'free', effect: 'takes_no_time', count: 1 }),
    ]);
    server.answer = refusing(503);
    expect(await sync(read)).toMatchObject({ eventCount: 3, skippedCount: 1, notes: read.notes });
  });

  it('is not asked for while its server fails for others, which is no failure of its own', async () => {
    server.answer = refusing(503);
    for (let count = 0; count < 5; count += 1) await looked(await add());
    const asked = server.requests.length;
    const waiting = await looked(await add());
    expect([waiting.lastError.code, server.requests.length]).toEqual(['server_away', asked]);
    const { body } = await api.get('/health');
    expect([body.status, body.services.outside[1]]).toEqual(['ok', { name: 'calendars', state: 'open', open: 1 }]);
    answering(file(event(soon(1))));
    await system.db.query('UPDATE circuit_breakers SET retry_at = now()');
    expect(await sync(waiting)).toMatchObject({ lastStatus: 'ok', eventCount: 1 });
    expect((await api.get('/health')).body.services.outside[1].state).toBe('closed');
  });

  it('keeps what it said last while it cannot be read, looks more seldom, tells its owner once, and recovers', async () => {
    const read = await looked(await add({ name: 'Work' }));
    server.answer = refusing(503, { 'retry-after': '7200' });
    const first = await sync(read);
    expect(first).toMatchObject({
      lastStatus: 'error',
      lastError: { code: 'http_status', message: 'The server answered 503.' },
    });
    expect(minutesUntil(first.nextSyncAt)).toBeGreaterThan(115);
    answering('<html>Sign in</html>');
    const third = await sync(await sync(first));
    expect(third).toMatchObject({ lastStatus: 'error', lastError: { code: 'not_a_calendar' }, eventCount: 1 });
    expect(minutesUntil(third.nextSyncAt)).toBeGreaterThan(50);
    const fourth = await sync(third);
    expect(await busy(read)).toEqual([soon(1)]);
    const { body } = await ada.api.get('/notifications');
    const told = body.data.filter(({ type }: { type: string }) => type === 'EXTERNAL_CALENDAR_FAILED');
    expect(told).toEqual([
      expect.objectContaining({
        title: 'Your calendar Work cannot be read',
        metadata: expect.objectContaining({ externalCalendarId: read.id }),
      }),
    ]);
    answering(file(event(soon(3))));
    const recovered = await sync(fourth);
    expect(recovered).toMatchObject({ lastStatus: 'ok', lastError: null });
    expect(minutesUntil(recovered.nextSyncAt)).toBeLessThan(17);
    expect(await busy(read)).toEqual([soon(3)]);
  });

  it.each<[string, string, Answer]>([
    [
      'an answer that is too large',
      'too_large',
      (response) => response.writeHead(200).end(Buffer.alloc(5 * 1024 * 1024 + 1, 'a')),
    ],
    ['a broken connection', 'connection', (response) => response.destroy()],
    ['redirects without end', 'redirect', (response) => response.writeHead(302, { location: '/again' }).end()],
    [
      'a redirect into a network of ours',
      'refused_address',
      (response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
    ],
    [
      'a redirect to a file of ours',
      'refused_url',
      (response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
    ],
    [
      'more events than anybody has',
      'too_many_events',
      (response) => response.writeHead(200).end(file(event(soon(1)).repeat(20_001))),
    ],
    [
      'events of every half hour',
      'too_many_occurrences',
      (response) => {
        const often = () => event(soon(1), 'RRULE:FREQ=MINUTELY;INTERVAL=30\r\n');
        return response.writeHead(200).end(file(often(), often(), often()));
      },
    ],
  ])('shows its owner %s', async (_what, code, answer) => {
    server.answer = answer;
    expect(await looked(await add())).toMatchObject({ lastStatus: 'error', lastError: { code }, eventCount: null });
  });

  it('does not keep the worker when reading it would take for ever', async () => {
    // Many rules that count through centuries, each as far as one may.
    const rule = 'FREQ=DAILY;COUNT=999999999;BYHOUR=0,1,2,3,4,5,6,7,8,9;BYSETPOS=-1';
    const hostile =
      `BEGIN:VEVENT\r\nDTSTART:16000101T000000Z\r\nDURATION:PT1H\r\nRRULE:${rule}\r\nEND:VEVENT\r\n`.repeat(10_000);
    server.answer = (response, { path }) =>
      response.writeHead(200).end(path?.includes('endless') ? file(hostile) : file(event(soon(1))));
    const stuck = await add({ url: `${server.url}/endless.ics` });
    expect(await looked(await add())).toMatchObject({ lastStatus: 'ok' });
    expect(await looked(stuck)).toMatchObject({ lastStatus: 'error', lastError: { code: 'takes_too_long' } });
  });

  it('follows redirects to where the calendar is', async () => {
    server.answer = (response, { path }) =>
      path === '/moved.ics'
        ? response.writeHead(200).end(file(event(soon(1))))
        : response.writeHead(301, { location: '/moved.ics' }).end();
    const calendar = await looked(await add());
    expect([calendar.lastStatus, await busy(calendar)]).toEqual(['ok', [soon(1)]]);
  });

  it('does not take the time of bookings that it heard of from us, and reads local times where its owner is', async () => {
    await ada.api.patch('/users/me', { timeZone: 'Asia/Tokyo' });
    const { id } = await book(ada, soon(1));
    const of = (uid: string, times: { start: string; end: string }) => event(times).replace(/UID:.*/, `UID:${uid}`);
    const local = event(soon(5)).replaceAll('Z\r\n', '\r\n');
    answering(file(of(`${id}@lyceum`, soon(1)), of(`${newId()}@lyceum`, soon(3)), local));
    const tokyo = (time: string) => new Date(Date.parse(time) - 9 * HOUR).toISOString();
    const found = await busy(await looked(await add()));
    expect(found).toHaveLength(2);
    expect(found).toEqual(expect.arrayContaining([soon(3), { start: tokyo(soon(5).start), end: tokyo(soon(5).end) }]));
  });

  it('takes the time of bookings that claim nothing of its person, unless they attend them', async () => {
    const [grace, heidi] = await signUpAll(api, 'Grace', 'Heidi');
    await system.db.query('UPDATE users SET email_verified_at = now() WHERE id = $1', [ada.id]);
    const attendees = [{ email: ada.email }];
    const [strange, open, accepted, declined, over] = [
      await book(heidi, soon(1)),
      await book(grace, soon(3), { attendees }),
      await book(grace, soon(5), { attendees }),
      await book(grace, soon(7), { attendees }),
      await book(grace, soon(9), { attendees }),
    ];
    await ada.api.post(`/bookings/${accepted.id}/respond`, { status: 'accepted' });
    await ada.api.post(`/bookings/${declined.id}/respond`, { status: 'declined' });
    await grace.api.post(`/bookings/${over.id}/cancel`);
    const echo = ({ id, start, end }: ApiResponse['body']) =>
      event({ start, end }).replace(/UID:.*/, `UID:${id}@lyceum`);
    answering(file(...[strange, open, accepted, declined, over].map(echo)), { etag: '"1"' });
    const calendar = await looked(await add());
    expect(await busy(calendar)).toEqual([soon(1), soon(3)]);
    await ada.api.patch('/users/me', { busyWhenAttending: false });
    const again = await sync(calendar);
    expect([again.lastStatus, await busy(calendar)]).toEqual(['ok', [soon(1), soon(3), soon(5)]]);
  });

  it('does not take the time of series that it heard of from us, nor of their instances', async () => {
    const rrule = 'FREQ=WEEKLY;COUNT=3';
    const { id } = await makeSeries(ada, { rrule });
    await ada.api.patch(`/booking-series/${id}/instances/${recurrenceId(ahead(1, 9).start)}`, {
      start: ahead(1, 14).start,
    });
    const of = (uid: string, times: { start: string; end: string }, more: string) =>
      event(times, `${more}\r\n`).replace(/UID:.*/, `UID:${uid}@lyceum`);
    const stranger = newId();
    answering(
      file(
        of(id, ahead(0, 9), `RRULE:${rrule}`),
        of(id, ahead(1, 14), `RECURRENCE-ID:${stamp(ahead(1, 9).start)}`),
        of(stranger, ahead(0, 11), `RRULE:${rrule}`),
        of(stranger, ahead(1, 16), `RECURRENCE-ID:${stamp(ahead(1, 11).start)}`),
      ),
    );
    expect(await busy(await looked(await add()))).toEqual([ahead(0, 11), ahead(1, 16), ahead(2, 11)]);
  });

  it('is renamed without being read, and read anew at another address, also while it is being read', async () => {
    const read = await looked(await add());
    const asked = server.requests.length;
    const { body: renamed } = await ada.api.patch(`/external-calendars/${read.id}`, { name: 'Home' });
    expect(renamed).toEqual({ ...read, name: 'Home', version: 2, updatedAt: renamed.updatedAt });
    expect(server.requests).toHaveLength(asked);
    let release = (): void => undefined;
    server.answer = (response, { path }) => {
      if (path === '/new.ics') response.writeHead(200).end(file(event(soon(3))));
      else release = () => response.writeHead(200).end(file(event(soon(5))));
    };
    await ada.api.post(`/external-calendars/${read.id}/sync`);
    await eventually(
      () => Promise.resolve(server.requests.length),
      (count) => count > asked,
    );
    const change = { url: `${server.url}/new.ics` };
    const headers = { 'If-Match': '"v1"' };
    expect((await ada.api.patch(`/external-calendars/${read.id}`, change, { headers })).status).toBe(412);
    expect((await ada.api.patch(`/external-calendars/${read.id}`, change)).body.version).toBe(3);
    await looked(read);
    release();
    expect(await sync((await ada.api.get(`/external-calendars/${read.id}`)).body)).toMatchObject({ lastStatus: 'ok' });
    expect(await busy(read)).toEqual([soon(3)]);
  });

  it('takes its busy times along when it is removed, while it is read, and with its owner', async () => {
    const [removed, erased] = await Promise.all([add(), add()]);
    await Promise.all([looked(removed), looked(erased)]);
    let release = (): void => undefined;
    const asked = server.requests.length;
    server.answer = (response) => (release = () => response.writeHead(200).end(file(event(soon(5)))));
    await ada.api.post(`/external-calendars/${removed.id}/sync`);
    await eventually(
      () => Promise.resolve(server.requests.length),
      (count) => count > asked,
    );
    expect((await ada.api.delete(`/external-calendars/${removed.id}`)).status).toBe(204);
    release();
    expect(await busy(removed)).toEqual([]);
    expect(await busy(erased)).toEqual([soon(1)]);
    await eraseAccount(ada);
    expect(await busy(erased)).toEqual([]);
    const { rows } = await system.db.query('SELECT 1 FROM external_calendars WHERE owner_id = $1', [ada.id]);
    expect(rows).toEqual([]);
  });

  it('is for what its owner manages, as long as they do', async () => {
    const [grace] = await signUpAll(api, 'Grace');
    const organizationId = await createOrganization(ada);
    await addMember(ada, organizationId, grace, 'admin', system.db);
    const bookableId = await createBookable(ada, { organizationId });
    const calendar = await looked(await add({ bookableId }, grace), grace);
    expect([calendar.bookableId, await busy(calendar)]).toEqual([bookableId, [soon(1)]]);
    await ada.api.patch(`/organizations/${organizationId}/members/${grace.id}`, { role: 'member' });
    await grace.api.post(`/external-calendars/${calendar.id}/sync`);
    const lost = await looked(calendar, grace);
    expect(lost).toMatchObject({ lastError: { code: 'bookable_not_yours' }, eventCount: null });
    expect(Date.parse(lost.nextSyncAt) - Date.now()).toBeGreaterThan(DAY / 2);
    expect(await busy(calendar)).toEqual([]);
    const refused = await grace.api.post('/external-calendars', { name: 'A', url: `${server.url}/a`, bookableId });
    expect([refused.status, refused.body.errors[0].code]).toEqual([400, 'unknown_bookable']);
  });

  it('is read by another worker when the one that began to died', async () => {
    const read = await looked(await add());
    const lease = (until: string) =>
      system.db.query(`UPDATE external_calendars SET next_sync_at = now(), leased_until = ${until} WHERE id = $1`, [
        read.id,
      ]);
    await lease(`now() + interval '1 hour'`);
    const other = await looked(await add());
    expect((await ada.api.get(`/external-calendars/${read.id}`)).body.lastSyncAt).toBe(read.lastSyncAt);
    await lease('now()');
    expect((await looked(read)).lastSyncAt > other.lastSyncAt).toBe(true);
  });

  it.each([
    ['a private network', 'http://10.0.0.1/a.ics', 'refused_address'],
    ['the metadata of a cloud', 'http://169.254.169.254/latest', 'refused_address'],
    ['another protocol', 'ftp://calendar.example/a.ics', 'protocol'],
    ['a password in it', 'https://ada:secret@calendar.example/a.ics', 'credentials'],
    ['no sense', 'calendar', 'url'],
  ])('is not added with an address of %s', async (_what, url, code) => {
    const { status, body } = await ada.api.post('/external-calendars', { name: 'A', url });
    expect([status, body.errors[0].field, body.errors[0].code]).toEqual([400, 'url', code]);
  });

  it('is one of twenty', async () => {
    await system.db.query(
      `INSERT INTO external_calendars (owner_id, bookable_id, name, sealed_url, masked_url, next_sync_at)
       SELECT id, id, 'A', 'x', 'x', now() + interval '1 day' FROM bookables, generate_series(1, 19) WHERE id = $1`,
      [(await add()).bookableId],
    );
    const { status, body } = await ada.api.post('/external-calendars', {
      name: 'A',
      url: 'webcal://calendar.example/a',
    });
    expect([status, body.code]).toEqual([422, 'too_many_external_calendars']);
    await system.db.query(`DELETE FROM external_calendars WHERE sealed_url = 'x' AND owner_id = $1`, [ada.id]);
    expect((await add({ url: 'webcal://calendar.example/a' })).url).toBe('https://calendar.example/…');
  });
});
