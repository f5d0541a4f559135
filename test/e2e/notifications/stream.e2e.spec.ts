import { createHmac } from 'node:crypto';
import { createSession } from '../../factories/session.js';
import { eventually } from '../../support/eventually.js';
import { RoomClient } from '../../support/room-client.js';
import { sharedSystem } from '../../support/shared-system.mjs';
import { startSystem, type System } from '../../support/system.mjs';
import { EventStream } from './event-stream.js';
import type { Person } from '../../factories/person.js';
import { TestFeeds } from './feeds.js';
import { welcomed } from './welcomed.js';

const PROMPTLY_MS = 1_500;
const REVOKED_WITHIN_MS = 5_000;
const STOPPED_WITHIN_MS = 3_000;

describe('the notification stream', () => {
  const { apiUrl, otherApiUrl, databaseUrl } = sharedSystem();
  const streams: EventStream[] = [];
  let feeds: TestFeeds;
  let ada: Person;

  beforeAll(async () => {
    feeds = await TestFeeds.connect(databaseUrl);
  });

  afterAll(() => feeds.close());

  beforeEach(async () => {
    ada = await welcomed(apiUrl);
  });

  afterEach(() => {
    streams.splice(0).forEach((stream) => stream.close());
  });

  async function open(url: string, token: string, lastEventId?: string | null): Promise<EventStream> {
    const stream = await EventStream.open(url, token, lastEventId);
    streams.push(stream);
    return stream;
  }

  const titlesOf = (events: readonly { data: { title: string } }[]) => events.map(({ data }) => data.title);

  it('is an uncompressed event stream that no proxy keeps back', async () => {
    const { response } = await open(apiUrl, ada.accessToken);
    expect(response.headers.get('Content-Type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('Content-Encoding')).toBeNull();
    expect(response.headers.get('Cache-Control')).toBe('no-store, no-transform');
    expect(response.headers.get('X-Accel-Buffering')).toBe('no');
    expect(response.headers.get('X-Request-Id')).not.toBeNull();
  });

  it('begins with the number of unread notifications and the place from which to resume', async () => {
    const stream = await open(apiUrl, ada.accessToken);
    const first = await stream.next();
    expect(first).toMatchObject({ name: 'unread', data: { unread: 1 } });
    expect(stream.retryMs).toBe(2000);
    await feeds.add(ada.id, ['while away']);
    stream.close();
    const resumed = await open(apiUrl, ada.accessToken, first.id);
    expect(titlesOf([await resumed.next()])).toEqual(['while away']);
  });

  it('brings what another process caused, promptly, as the list shows it', async () => {
    const stream = await open(otherApiUrl, ada.accessToken);
    await stream.next();
    const change = { currentPassword: ada.password, newPassword: 'difference-engine-1822' };
    expect((await ada.api.patch('/users/me/password', change)).status).toBe(204);
    const changedAt = Date.now();
    const event = await stream.next();
    expect(Date.now() - changedAt).toBeLessThan(PROMPTLY_MS);
    expect(event).toMatchObject({ name: 'notification', data: { type: 'PASSWORD_CHANGED', isRead: false } });
    const { body } = await ada.api.get('/notifications', { query: { limit: 1 } });
    expect(event.data).toEqual(body.data[0]);
  });

  it('resumes on another process exactly where the client was cut off', async () => {
    const first = await open(apiUrl, ada.accessToken);
    await first.next();
    await feeds.add(ada.id, ['1', '2', '3']);
    const received = titlesOf(await first.take(3));
    first.close();
    await feeds.add(ada.id, ['4', '5']);
    await ada.api.patch('/notifications/read-all');
    const second = await open(otherApiUrl, ada.accessToken, first.lastEventId);
    await feeds.add(ada.id, ['6']);
    received.push(...titlesOf(await second.take(3)));
    expect(received).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(second.events.map(({ data }) => data.isRead)).toEqual([true, true, false]);
  });

  it('brings a long backlog in order, and then what is new', async () => {
    const titles = Array.from({ length: 300 }, (_, index) => String(index));
    await feeds.add(ada.id, titles);
    const stream = await open(apiUrl, ada.accessToken, '1');
    expect(titlesOf(await stream.take(300))).toEqual(titles);
    await feeds.add(ada.id, ['new']);
    expect(titlesOf([await stream.next()])).toEqual(['new']);
  });

  it('begins now for a place that the feed has not reached', async () => {
    const stream = await open(apiUrl, ada.accessToken, '999999999999');
    await feeds.add(ada.id, ['next']);
    expect(titlesOf([await stream.next()])).toEqual(['next']);
  });

  it.each(['-1', 'abc', '1; DROP TABLE notifications', '9'.repeat(19)])('refuses the place %p', async (lastEventId) => {
    const headers = { 'Last-Event-ID': lastEventId };
    const { status, body } = await ada.api.get('/notifications/stream', { headers });
    expect([status, body.errors[0].field]).toEqual([400, 'Last-Event-ID']);
  });

  it('brings nothing of other people', async () => {
    const grace = await welcomed(apiUrl);
    const stream = await open(apiUrl, ada.accessToken);
    await stream.next();
    await feeds.add(grace.id, ['for Grace']);
    await feeds.add(ada.id, ['for Ada']);
    expect(titlesOf([await stream.next()])).toEqual(['for Ada']);
  });

  it('opens five times at most, and again once one is closed', async () => {
    for (let count = 0; count < 5; count += 1) await open(apiUrl, ada.accessToken);
    const sixth = await ada.api.get('/notifications/stream');
    expect([sixth.status, sixth.body.code]).toEqual([429, 'too_many_streams']);
    expect(sixth.headers.get('Retry-After')).toBe('10');
    streams[0]?.close();
    const deadline = Date.now() + 5_000;
    let again: EventStream | null = null;
    while (!again && Date.now() < deadline) again = await open(apiUrl, ada.accessToken).catch(() => null);
    expect(again).not.toBeNull();
  });

  it('does not stay open behind a HEAD request', async () => {
    for (let count = 0; count < 6; count += 1) {
      const headers = { Authorization: `Bearer ${ada.accessToken}` };
      const { status } = await fetch(`${apiUrl}/api/v1/notifications/stream`, { method: 'HEAD', headers });
      expect(status).toBe(200);
    }
  });

  it('ends within seconds when the login session is revoked through another process', async () => {
    const stream = await open(otherApiUrl, ada.accessToken);
    await stream.next();
    const start = Date.now();
    expect((await ada.api.post('/auth/logout')).status).toBe(204);
    expect(await stream.next()).toEqual({ id: null, name: 'end', data: { code: 'session_ended' } });
    await stream.ended();
    expect(Date.now() - start).toBeLessThan(REVOKED_WITHIN_MS);
  });

  describe('of a process of its own', () => {
    const JWT_SECRET = 'n8Qw3ZrT6yUp1LkJ4hGf7dSa0xCvB5mE2iOoP9Re';
    let system: System;
    let own: TestFeeds;
    let grace: Person;

    beforeAll(async () => {
      system = await startSystem({ env: { JWT_SECRET } });
      own = await TestFeeds.connect(system.database.url);
    });

    afterAll(async () => {
      await own.close();
      await system.stop();
    });

    beforeEach(async () => {
      grace = await welcomed(system.api.url);
    });

    /** The same login session, for a few seconds. */
    function shortened(token: string, seconds: number): string {
      const [header = '', payload = ''] = token.split('.');
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
      const changed = JSON.stringify({ ...claims, exp: Math.floor(Date.now() / 1000) + seconds });
      const signed = `${header}.${Buffer.from(changed).toString('base64url')}`;
      return `${signed}.${createHmac('sha256', JWT_SECRET).update(signed).digest('base64url')}`;
    }

    it('ends with the access token, as a connection to a room does', async () => {
      const { id } = await createSession(grace);
      const token = shortened(grace.accessToken, 2);
      const inRoom = await new RoomClient(id).connect(system.api.url, token);
      expect(inRoom.of('welcome')).toHaveLength(1);
      const stream = await open(system.api.url, token);
      await stream.next();
      expect(await stream.next()).toEqual({ id: null, name: 'end', data: { code: 'token_expired' } });
      await stream.ended();
      const ended = () => Promise.resolve(inRoom.ended);
      expect(await eventually(ended, (end) => end !== null)).toEqual([4401, 'token_expired']);
      const late = await new RoomClient(id).connect(system.api.url, token);
      const refused = await eventually(
        () => Promise.resolve(late.ended),
        (end) => end !== null,
      );
      expect([refused, late.of('welcome')]).toEqual([[4401, 'token_expired'], []]);
    });

    it('does not keep the process from stopping, and goes on after it is back', async () => {
      const stream = await open(system.api.url, grace.accessToken);
      await stream.next();
      const start = Date.now();
      await Promise.all([system.api.stop(), stream.ended()]);
      expect(Date.now() - start).toBeLessThan(STOPPED_WITHIN_MS);
      await own.add(grace.id, ['while it was down']);
      await system.api.restart();
      const resumed = await open(system.api.url, grace.accessToken, stream.lastEventId);
      expect(titlesOf([await resumed.next()])).toEqual(['while it was down']);
    });

    it('outlives the database', async () => {
      const stream = await open(system.api.url, grace.accessToken);
      await stream.next();
      await system.db.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'lyceum-api'`,
      );
      await own.add(grace.id, ['after the cut']);
      expect(titlesOf([await stream.next()])).toEqual(['after the cut']);
    });

    it('works without Redis, a little later', async () => {
      await system.api.restart({ REDIS_URL: 'redis://127.0.0.1:1' });
      const stream = await open(system.api.url, grace.accessToken);
      await stream.next();
      await own.add(grace.id, ['without Redis']);
      const addedAt = Date.now();
      expect(titlesOf([await stream.next()])).toEqual(['without Redis']);
      expect(Date.now() - addedAt).toBeLessThan(5_000);
    });
  });
});
