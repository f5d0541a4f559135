import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApi } from '../../src/apps/create-api.js';
import { CsvFiles, type PagePlace, ROWS_AT_ONCE } from '../../src/infra/http/csv/csv-files.js';
import { ActorSource, type Pass } from '../../src/infra/access/access-token.js';
import type { Actor } from '../../src/infra/access/actor.js';
import { UsersService } from '../../src/modules/people/users/users.service.js';
import { USER_TABLE } from '../../src/modules/people/users/user.table.js';
import { BookingsService } from '../../src/modules/scheduling/bookings/browse/bookings.service.js';
import { BOOKING_TABLE } from '../../src/modules/scheduling/bookings/browse/booking.table.js';
import { createDatabase, type TestDatabase } from '../support/database.mjs';
import { eventually } from '../support/eventually.js';
import { whileWatching } from '../support/sent-statements.js';
import { testEnv } from '../support/test-env.js';

const BOOKINGS = 20_000;
const PAGES = BOOKINGS / ROWS_AT_ONCE;
const EXPORT = '/api/v1/bookings/export';
const PEOPLE = '/api/v1/users/export';

interface Someone {
  readonly id: string;
  readonly token: string;
  readonly pass: Pass;
}

describe('a list as a CSV file', () => {
  let database: TestDatabase;
  let app: NestFastifyApplication;
  let [owner, manager, member]: Someone[] = [];
  let organizationId: string;
  let address: string;

  beforeAll(async () => {
    database = await createDatabase();
    app = await createApi(testEnv(database.url, { RATE_LIMIT_ENABLED: 'false' }));
    await app.listen(0, '127.0.0.1');
    address = await app.getUrl();
    [owner, manager, member] = [await signUp('Owner'), await signUp('Manager'), await signUp('Member')];
    await database.pool.query('UPDATE users SET email_verified_at = now()');
    organizationId = (await send('POST', '/api/v1/organizations', owner, { name: 'Analytical Engines' })).id;
    await database.pool.query(
      `INSERT INTO organization_members (organization_id, user_id, role) VALUES ($1, $2, 'admin'), ($1, $3, 'member')`,
      [organizationId, manager.id, member.id],
    );
    await database.pool.query(
      `INSERT INTO bookings (organizer_id, organization_id, title, starts_at, ends_at, time_zone, changed_in)
       SELECT $1, $2, 'Lesson ' || n, '2031-01-01T00:00:00Z'::timestamptz + n * interval '1 hour',
              '2031-01-01T00:30:00Z'::timestamptz + n * interval '1 hour', 'Europe/Paris', 0
       FROM generate_series(1, ${BOOKINGS}) n`,
      [owner.id, organizationId],
    );
    await database.pool.query('ANALYZE bookings');
  });

  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  async function send(method: 'POST', url: string, as: Someone | undefined, payload: object) {
    const headers = as ? { authorization: `Bearer ${as.token}` } : {};
    return (await app.inject({ method, url, payload, headers })).json<{
      readonly id: string;
      readonly user: { readonly id: string };
      readonly accessToken: string;
    }>();
  }

  async function signUp(name: string): Promise<Someone> {
    const email = `${name.toLowerCase()}@example.test`;
    const password = `${name} likes 42 long passwords`;
    const { user, accessToken } = await send('POST', '/api/v1/auth/register', undefined, { name, email, password });
    const claims = JSON.parse(Buffer.from(accessToken.split('.')[1]!, 'base64url').toString()) as Pass;
    return { id: user.id, token: accessToken, pass: claims };
  }

  async function file(as: Someone, query: Readonly<Record<string, string>> = {}, url = EXPORT) {
    const answer = await app.inject({ url, query, headers: { authorization: `Bearer ${as.token}` } });
    return { ...answer, headers: answer.headers, body: answer.body, rows: answer.body.split('\r\n').slice(1, -1) };
  }

  async function open(pass: Pass, method = 'GET') {
    let reads = 0;
    const actor = { userId: pass.sub, role: 'user', sessionId: 'sid' in pass ? pass.sid : '' } as const;
    const files = app.get(CsvFiles, { strict: false });
    const readPage = app.get(BookingsService, { strict: false }).listAsOne({ organizationId });
    const sent = await files.open(BOOKING_TABLE, { pass, actor, method }, (present, place) => {
      reads += 1;
      return readPage(present, place);
    });
    return { stream: sent.getStream(), reads: () => reads };
  }

  it('has every row of all pages once, each page read only when the one before was taken', async () => {
    const { stream, reads } = await open(owner!.pass);
    const chunks = stream[Symbol.asyncIterator]();
    let text = String((await chunks.next()).value);
    // Meanwhile there is time to read ahead: another file is read, of twelve pages.
    expect((await file(owner!, { organizationId, q: 'Lesson 19' })).rows).toHaveLength(1_111);
    expect(reads()).toBeLessThanOrEqual(4);
    for await (const chunk of { [Symbol.asyncIterator]: () => chunks }) text += String(chunk);

    expect(reads()).toBe(PAGES);
    const [header, ...rows] = text.split('\r\n').slice(0, -1);
    expect(header).toMatch(/^\uFEFFid,title,status,start,end,timeZone,location,organizer,/);
    expect(rows.map((row) => row.split(',')[1])).toEqual(
      Array.from({ length: BOOKINGS }, (_, index) => `Lesson ${BOOKINGS - index}`),
    );
    expect(rows.at(-1)).toContain(
      ',Lesson 1,confirmed,2031-01-01T01:00:00.000Z,2031-01-01T01:30:00.000Z,Europe/Paris,',
    );
  });

  it('reads no further when its reader leaves, and counts no more among the downloads under way', async () => {
    let reads = 0;
    const leave = async () => {
      const request = get(`${address}${EXPORT}?organizationId=${organizationId}`, {
        headers: { authorization: `Bearer ${owner!.token}` },
      });
      const [response] = (await once(request, 'response')) as [IncomingMessage];
      await once(response, 'data');
      request.destroy();
    };
    await whileWatching(
      ({ text }) => (reads += Number(text.includes('FROM bookings b'))),
      async () => {
        for (let count = 0; count < 3; count += 1) await leave();
        await eventually(
          () => file(owner!, { organizationId, q: 'Lesson 77' }),
          ({ statusCode }) => statusCode === 200,
        );
      },
    );

    expect(reads).toBeLessThan(PAGES);
  });

  it('is read three at once by one account, and no more', async () => {
    const streams = [await open(owner!.pass), await open(owner!.pass), await open(owner!.pass)];
    await expect(open(owner!.pass)).rejects.toMatchObject({ definition: { code: 'too_many_downloads' } });
    const others = await open(manager!.pass, 'HEAD');
    expect([await others.stream.toArray(), others.reads()]).toEqual([[], 1]);
    for (const { stream } of streams) {
      stream.destroy();
      await once(stream, 'close');
    }
    (await open(owner!.pass)).stream.destroy();
  });

  it.each([
    ['does not manage the organization any more', () => manager!, 'admin', 'member'],
    ['manages it only now', () => member!, 'member', 'admin'],
  ])(
    'is cut off when whoever asked %s, so that nobody takes a part for the whole',
    async (_what, who, before, after) => {
      const { id, pass } = who();
      const change = (role: string) =>
        database.pool.query('UPDATE organization_members SET role = $2 WHERE user_id = $1', [id, role]);
      // More than a page of their own.
      const ids = await database.pool.query<{ id: string }>(
        `INSERT INTO bookings (organizer_id, organization_id, title, starts_at, ends_at, time_zone, changed_in)
       SELECT $1, $2, 'Own ' || n, '2032-01-01T00:00:00Z'::timestamptz + n * interval '1 hour',
              '2032-01-01T00:30:00Z'::timestamptz + n * interval '1 hour', 'Europe/Paris', 0
       FROM generate_series(1, ${ROWS_AT_ONCE + 1}) n RETURNING id`,
        [id, organizationId],
      );
      const { stream } = await open(pass);
      await change(after);

      await expect(stream.toArray()).rejects.toMatchObject({ definition: { code: 'forbidden' } });
      await change(before);
      await database.pool.query('DELETE FROM bookings WHERE id = ANY($1)', [ids.rows.map((row) => row.id)]);
    },
  );

  it('is cut off when whoever asked is signed out meanwhile', async () => {
    const { stream, reads } = await open(manager!.pass);
    await database.pool.query('UPDATE login_sessions SET ended_at = now() WHERE user_id = $1', [manager!.id]);

    await expect(stream.toArray()).rejects.toMatchObject({ definition: { code: 'token_invalid' } });
    expect(reads()).toBe(1);
  });

  it('has what the list shows to whoever asks, and filters as it does', async () => {
    expect((await file(member!, { organizationId })).rows).toEqual([]);
    expect((await file(member!)).rows).toEqual([]);
    const some = await file(owner!, { organizationId, q: 'Lesson 1999', sort: 'start' });
    expect(some.rows.map((row) => row.split(',')[1])).toEqual([
      'Lesson 1999',
      ...Array.from({ length: 10 }, (_, index) => `Lesson 1999${index}`),
    ]);
    expect([some.headers['content-type'], some.headers['content-disposition']]).toEqual([
      'text/csv; charset=utf-8; header=present',
      'attachment; filename="bookings.csv"',
    ]);
  });

  it('leaves an entry in the audit log, and none when it is refused', async () => {
    const entries = async ({ id }: Someone) =>
      (
        await database.pool.query(
          `SELECT url, metadata, tags FROM audit_entries WHERE action = 'file_download' AND user_id = $1 AND url IS NOT NULL`,
          [id],
        )
      ).rows;
    const [before, stranger] = [await entries(owner!), await signUp('Stranger')];
    await file(owner!, { organizationId, q: 'Lesson 1999' });
    const download = { url: EXPORT, metadata: { file: 'bookings' }, tags: ['files'] };
    expect(await entries(owner!)).toEqual([...before, download]);
    await file(stranger, {}, PEOPLE);
    await app.inject({ method: 'HEAD', url: EXPORT, headers: { authorization: `Bearer ${stranger.token}` } });
    expect(await entries(stranger)).toEqual([]);
  });

  it('is refused as a problem', async () => {
    const refused = await file(member!, { scope: 'all' });
    expect([refused.statusCode, refused.headers['content-type']]).toEqual([
      403,
      'application/problem+json; charset=utf-8',
    ]);
    expect((await file(owner!, { cursor: 'abc' })).statusCode).toBe(400);
    expect((await file(member!, {}, PEOPLE)).statusCode).toBe(403);
  });

  it('shows people to administrators, until they are none any more', async () => {
    await database.pool.query(`UPDATE users SET role = 'admin' WHERE id = $1`, [member!.id]);
    await database.pool.query(
      `INSERT INTO users (name, email, time_zone) SELECT '=Person ' || n, 'person-' || n || '@example.test', 'UTC'
       FROM generate_series(1, 150) n`,
    );
    const [admin] = await app.get(ActorSource, { strict: false }).actorsOf([member!.pass]);
    const download = { pass: member!.pass, actor: admin!, method: 'GET' };
    const read = (_: Actor, place: PagePlace) =>
      app.get(UsersService, { strict: false }).search({ q: 'person', ...place });
    const open = async () => (await app.get(CsvFiles, { strict: false }).open(USER_TABLE, download, read)).getStream();
    const text = (await (await open()).toArray()).join('');
    expect(text.split('\r\n')).toHaveLength(152);
    expect(text).toContain(`,'=Person 7,,,,person-7@example.test,user,false,true,UTC,,,`);

    const stream = await open();
    await database.pool.query(`UPDATE users SET role = 'user' WHERE id = $1`, [member!.id]);
    await expect(stream.toArray()).rejects.toMatchObject({ definition: { code: 'token_invalid' } });
  });
});
