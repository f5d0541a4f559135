import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApi } from '../../../src/apps/create-api.js';
import { entryOf, entryOfMessage } from '../../../src/infra/audit/audit-entry.js';
import { AuditLog } from '../../../src/infra/audit/audit-log.js';
import {
  API_REQUEST,
  AUDIT_LOG_EXPIRED,
  ERROR_OCCURRED,
  FILE_UPLOAD,
} from '../../../src/infra/audit/audited-actions.js';
import { Caches } from '../../../src/infra/cache/caches.js';
import { SlowStatements } from '../../../src/infra/database/slow-statements.js';
import { Sql } from '../../../src/infra/database/sql.js';
import { Transactions } from '../../../src/infra/database/transactions.js';
import { Outbox } from '../../../src/infra/outbox/outbox.js';
import { REQUEST, requestContext } from '../../../src/infra/telemetry/request-context.js';
import { DAY } from '../../../src/kernel/clock.js';
import { newId } from '../../../src/kernel/ids.js';
import { AuditPartitions } from '../../../src/modules/insight/audit/audit-partitions.repository.js';
import { AuditUserData } from '../../../src/modules/insight/audit/audit.user-data.js';
import { LOGGED_OUT } from '../../../src/modules/people/auth/auth.events.js';
import { createDatabase, type TestDatabase } from '../../support/database.mjs';
import { eventually } from '../../support/eventually.js';
import { testEnv } from '../../support/test-env.js';

const PASSWORD = 'mechanism-of-the-heavens';
const WRONG = 'mechanism-of-the-earth-1831';

describe('the audit log', () => {
  let database: TestDatabase;
  let app: NestFastifyApplication;
  let userId: string;
  let accessToken: string;

  beforeAll(async () => {
    database = await createDatabase();
    // What is slow here is so because a test says so.
    app = await createApi(testEnv(database.url, { DATABASE_SLOW_QUERY_MS: '0' }));
    await app.init();
    const email = 'mary@example.test';
    const registered = await send('POST', '/auth/register', { name: 'Mary', email, password: PASSWORD });
    ({
      accessToken,
      user: { id: userId },
    } = registered.json());
    await send('POST', '/auth/login', { email, password: WRONG });
    await send('POST', '/auth/logout');
  });

  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  const send = (method: 'POST' | 'GET' | 'DELETE', path: string, payload?: object) =>
    app.inject({
      method,
      url: `/api/v1${path}`,
      ...(payload && { payload }),
      headers: { 'user-agent': 'Canary/1.0', ...(accessToken && { authorization: `Bearer ${accessToken}` }) },
    });

  const select = async <Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> =>
    (await database.pool.query<Row>(text, values)).rows;

  it('has registrations, failed sign-ins and sign-outs, with the request', async () => {
    const entries = await select(
      `SELECT e.action, e.level, e.retention, e.user_id = $1 AS "isHers", e.method, e.url, e.tags, d.details::jsonb AS details
       FROM audit_entries e JOIN audit_details d ON d.entry_id = e.id WHERE 'auth' = ANY(e.tags) OR 'users' = ANY(e.tags)
       ORDER BY e.created_at, e.id`,
      [userId],
    );
    const details = { ip: '127.0.0.1', userAgent: 'Canary/1.0' };
    const kept = { level: 'security', retention: 'user', isHers: true, method: 'POST', details };
    expect(entries).toEqual([
      { ...kept, action: 'user_register', url: '/api/v1/auth/register', tags: ['users'] },
      { ...kept, action: 'user_login', url: '/api/v1/auth/register', tags: ['auth'] },
      { ...kept, action: 'user_login_failed', url: '/api/v1/auth/login', tags: ['auth'] },
      { ...kept, action: 'user_logout', url: '/api/v1/auth/logout', tags: ['auth'] },
    ]);
    const [failure] = await select(`SELECT metadata FROM audit_entries WHERE action = 'user_login_failed'`);
    expect(failure).toEqual({ metadata: { accountId: userId, reason: 'wrong_password' } });
  });

  it('commits to the details by a salted hash', async () => {
    expect(
      await select(
        `SELECT count(*)::int AS of, count(*) FILTER (WHERE e.digest = sha256(d.salt || convert_to(d.details, 'UTF8')))::int AS right
         FROM audit_details d JOIN audit_entries e ON e.id = d.entry_id`,
      ),
    ).toEqual([{ of: 4, right: 4 }]);
  });

  it('has the start of the process', () =>
    eventually(
      () => select(`SELECT FROM audit_entries WHERE action = 'system_start' AND metadata->>'service' = 'lyceum-api'`),
      ({ length }) => length === 1,
    ));

  it('holds no password, token or address of a mailbox, and leaves nothing in the outbox', async () => {
    const texts = await select<{ text: string }>(
      `SELECT e::text AS text FROM audit_entries e UNION ALL SELECT d::text FROM audit_details d`,
    );
    const secrets = [PASSWORD, WRONG, accessToken, 'mary@example.test'];
    expect(texts.filter(({ text }) => secrets.some((secret) => text.includes(secret)))).toEqual([]);
    expect(await select('SELECT FROM outbox_messages WHERE audit IS NOT NULL')).toEqual([]);
  });

  it('is written in the transaction of what it records, or not at all', async () => {
    const before = await select('SELECT count(*) FROM audit_entries');
    const failed = app.get(Transactions, { strict: false }).run(async () => {
      await app.get(Outbox, { strict: false }).append(LOGGED_OUT, { userId, sessionId: userId });
      throw new Error('undone');
    });
    await expect(failed).rejects.toThrow('undone');
    expect(await select('SELECT count(*) FROM audit_entries')).toEqual(before);
  });

  it('has unexpected failures, with their source, code and text', async () => {
    await database.pool.query('ALTER TABLE notifications RENAME TO notifications_away');
    await send('POST', '/auth/login', { email: 'mary@example.test', password: PASSWORD }).then(
      (answer) => (accessToken = answer.json<{ accessToken: string }>().accessToken),
    );
    expect((await send('GET', '/notifications')).statusCode).toBe(500);
    await database.pool.query('ALTER TABLE notifications_away RENAME TO notifications');
    const [failure] = await eventually(
      () =>
        select(
          `SELECT e.level, e.retention, e.user_id, e.method, e.url, e.status_code, e.response_time >= 0 AS took, e.metadata, d.details
         FROM audit_entries e JOIN audit_details d ON d.entry_id = e.id WHERE e.action = 'error_occurred'`,
        ),
      ({ length }) => length === 1,
    );
    expect(failure).toMatchObject({
      level: 'error',
      retention: 'user',
      user_id: userId,
      method: 'GET',
      url: '/api/v1/notifications',
      status_code: 500,
      took: true,
      metadata: {
        error: { name: 'QueryFailedError', code: '42P01' },
        source: { file: expect.stringMatching(/^src\/.*\.ts$/), line: expect.any(Number) },
      },
      details: expect.stringContaining('relation \\"notifications\\" does not exist'),
    });
  });

  it('has statements that took long, whatever becomes of their transaction, and few of many', async () => {
    const slow = app.get(SlowStatements, { strict: false });
    const failed = requestContext.run({ requestId: 'slow', userId }, () =>
      app.get(Transactions, { strict: false }).run(() => {
        for (const statement of ['first', 'second', 'third']) slow.note(`test_${statement}`, '', 1_234);
        return Promise.reject(new Error('undone'));
      }),
    );
    await expect(failed).rejects.toThrow('undone');
    const entries = () =>
      select<{ metadata: { others: number } }>(
        `SELECT level, retention, user_id, request_id, tags, metadata FROM audit_entries
         WHERE action = 'database_query' ORDER BY created_at, id`,
      );
    const [first] = await eventually(entries, ({ length }) => length > 0);
    expect(first).toEqual({
      ...{ level: 'warn', retention: 'ordinary', user_id: userId, request_id: 'slow', tags: ['database'] },
      metadata: { statement: 'test_first', durationMs: 1_234, others: 0 },
    });
    // The next one, as soon as that is written.
    const [, next] = await eventually(
      () => {
        slow.note('', 'SELECT   $1', 1);
        return entries();
      },
      ({ length }) => length > 1,
    );
    expect(next?.metadata).toMatchObject({ statement: 'SELECT $1', durationMs: 1 });
    expect(next?.metadata.others).toBeGreaterThanOrEqual(2);
  });

  it('counts what a flood of requests drowns, and loses no failure in it', async () => {
    const audit = app.get(AuditLog, { strict: false });
    requestContext.run({ requestId: 'flood', userId }, () => {
      for (let n = 0; n < 500; n += 1) audit.note(API_REQUEST, { statusCode: 429 });
      audit.note(ERROR_OCCURRED, { statusCode: 599 });
    });
    const entries = await eventually(
      () =>
        select<{ action: string; count: number; metadata: object }>(
          `SELECT action, count(*)::int, jsonb_agg(metadata) AS metadata FROM audit_entries
           WHERE request_id = 'flood' OR action = 'audit_entries_lost' GROUP BY action ORDER BY action`,
        ),
      ({ length }) => length === 3,
    );
    expect(entries).toMatchObject([
      { action: 'api_request', count: 150 },
      { action: 'audit_entries_lost', count: 1, metadata: [{ count: 350, since: expect.any(String) }] },
      { action: 'error_occurred', count: 1 },
    ]);
  });

  it('is read by administrators alone, with filters, and each reading is an entry', async () => {
    expect((await send('GET', '/admin/audit-log')).statusCode).toBe(403);
    await database.pool.query(`UPDATE users SET role = 'admin' WHERE id = $1`, [userId]);
    const signedIn = await send('POST', '/auth/login', { email: 'mary@example.test', password: PASSWORD });
    ({ accessToken } = signedIn.json<{ accessToken: string }>());
    const actions = async (query: string) => {
      const { data } = (await send('GET', `/admin/audit-log?${query}`)).json<{ data: Array<{ action: string }> }>();
      return [...new Set(data.map(({ action }) => action))].sort();
    };
    expect(await actions('q=LOGIN')).toEqual(['user_login', 'user_login_failed']);
    expect(await actions('tag=system')).toEqual(['system_start']);
    expect(await actions('isError=true')).toEqual(['error_occurred']);
    expect(await actions('statusCode=500')).toEqual(['error_occurred']);
    expect(await actions(`level=security&userId=${userId}&action=user_logout`)).toEqual(['user_logout']);
    const [sessionId, organizationId] = [newId(), newId()];
    await app.get(AuditLog, { strict: false }).add(FILE_UPLOAD, { sessionId, organizationId });
    expect(await actions(`sessionId=${sessionId}`)).toEqual(['file_upload']);
    expect(await actions(`organizationId=${organizationId}`)).toEqual(['file_upload']);
    expect(await actions(`sessionId=${organizationId}`)).toEqual([]);
    expect(await actions('to=2020-01-01T00:00:00Z')).toEqual([]);
    expect(await actions('q=nothing-is-called-so')).toEqual([]);
    const { data } = (await send('GET', '/admin/audit-log?action=user_logout')).json<{ data: Array<{ id: string }> }>();
    expect(await actions(`entryId=${data[0]?.id}`)).toEqual(['user_logout']);
    expect(await actions(`entryId=${userId}`)).toEqual([]);
    expect(data).toEqual([
      expect.objectContaining({
        user: { id: userId, name: 'Mary' },
        summary: 'User logout',
        severity: 5,
        details: { ip: '127.0.0.1', userAgent: 'Canary/1.0' },
        relativeTime: expect.stringMatching(/ago|now/),
      }),
    ]);
    const statistics = (await send('GET', '/admin/audit-log/statistics?hours=1')).json<Record<string, object[]>>();
    expect(statistics['counts']).toContainEqual(
      expect.objectContaining({ level: 'security', action: 'audit_log_read', count: 14 }),
    );
    expect(statistics['mostActive']).toMatchObject([{ userId, user: { id: userId, name: 'Mary' } }]);
    // Counted anew after some seconds, or when entries were dropped.
    const again = async () =>
      (await send('GET', '/admin/audit-log/statistics?hours=1')).json<Record<string, object[]>>();
    expect(await again()).toEqual(statistics);
    await app.get(Caches, { strict: false }).forget('audit.statistics');
    await eventually(again, ({ counts }) => JSON.stringify(counts) !== JSON.stringify(statistics['counts']));
    const { actions: done } = statistics['mostActive']![0] as { actions: string[] };
    // Anybody may have failed to sign in to her account.
    expect(done.filter((action) => /log/.test(action))).toEqual(['audit_log_read', 'user_login', 'user_logout']);
    const file = (await send('GET', '/admin/audit-log/export?action=user_logout')).body.split('\r\n');
    expect(file[1]).toContain(`security,user_logout,User logout,${userId}`);
    const read = await select(
      `SELECT metadata->>'what' AS what, count(*)::int FROM audit_entries
      WHERE action = 'audit_log_read' AND user_id = $1 GROUP BY 1 ORDER BY 1`,
      [userId],
    );
    expect(read).toEqual([
      { what: 'export', count: 1 },
      { what: 'list', count: 13 },
      { what: 'statistics', count: expect.any(Number) },
    ]);
  });

  it('has who closed an account, and which power an invitation gives', async () => {
    await database.pool.query('UPDATE users SET email_verified_at = now() WHERE id = $1', [userId]);
    const { id: closedId } = (await send('POST', '/users', { name: 'Zoe', email: 'zoe@example.test' })).json<{
      id: string;
    }>();
    expect((await send('DELETE', `/users/${closedId}`)).statusCode).toBe(202);
    const organization = (await send('POST', '/organizations', { name: 'Heavens' })).json<{
      id: string;
    }>();
    const power = { role: 'admin', courseRoles: ['manager'] };
    const invited = { email: 'eve@example.test', ...power };
    expect((await send('POST', `/organizations/${organization.id}/invitations`, invited)).json()).toMatchObject(power);
    const entries = await select(
      `SELECT action, user_id, method, metadata FROM audit_entries
       WHERE action IN ('user_register', 'user_closed', 'organization_invitation_created') AND user_id = $1
         AND metadata->>'userId' IS DISTINCT FROM $1::text ORDER BY created_at`,
      [userId],
    );
    const byHer = { user_id: userId, method: expect.any(String) };
    expect(entries).toEqual([
      { ...byHer, action: 'user_register', metadata: { userId: closedId, invitedBy: userId, role: 'user' } },
      { ...byHer, action: 'user_closed', metadata: { userId: closedId, actorId: userId } },
      { ...byHer, action: 'organization_invitation_created', metadata: expect.objectContaining(power) },
    ]);
  });

  it('says that people did what they did in a request, and nothing of what the worker did to them', () => {
    const doer = (payload: object) =>
      (JSON.parse(entryOfMessage(userId, 'user.erased', payload) ?? '') as { userId?: string }).userId;
    const seen = () => ({ method: 'POST', url: '/', ip: '127.0.0.1', userAgent: undefined });
    const inRequest = (payload: object) =>
      requestContext.run({ requestId: null, [REQUEST]: seen }, () => doer(payload));
    expect([doer({ userId }), inRequest({ userId })]).toEqual([undefined, userId]);
    expect(doer({ userId: 'nobody', actorId: userId })).toBe(userId);
  });

  it('has of a request what fits', () => {
    const seen = () => ({ method: 'GET', url: '/'.repeat(600), ip: 'f'.repeat(60), userAgent: 'u'.repeat(600) });
    const made = requestContext.run({ requestId: null, [REQUEST]: seen }, () => entryOf(API_REQUEST, {}));
    const { url, details } = JSON.parse(made) as { url: string; details: string };
    const { ip, userAgent } = JSON.parse(details) as { ip: string; userAgent: string };
    expect([url, ip, userAgent].map(({ length }) => length)).toEqual([500, 45, 500]);
  });

  it.each([
    `UPDATE audit_entries SET message = 'nothing'`,
    'DELETE FROM audit_entries',
    'TRUNCATE audit_entries',
    'TRUNCATE audit_entries_user',
    `UPDATE audit_details SET details = '{}'`,
  ])('lets nobody do %s, the role of the application least of all', async (statement) => {
    await expect(database.pool.query(statement)).rejects.toThrow(/permission denied/);
    const client = await database.pool.connect();
    // The owner may give itself the rights back, which is no slip any more; the triggers refuse even then.
    await client.query('BEGIN');
    for (const table of ['audit_entries', 'audit_entries_user', 'audit_details'])
      await client.query(`GRANT ALL ON ${table} TO CURRENT_USER`);
    await expect(client.query(statement)).rejects.toThrow(/never changed/);
    await client.query('ROLLBACK');
    client.release();
  });

  it('forgets the details of who leaves, and says so, but no entry', async () => {
    const counted = () => select(`SELECT count(*)::int FROM audit_entries WHERE user_id = $1`, [userId]);
    const before = await counted();
    await app.get(AuditUserData, { strict: false }).eraseUser({ id: userId } as never);
    expect(await counted()).toEqual(before);
    expect(await select('SELECT FROM audit_details WHERE user_id = $1', [userId])).toEqual([]);
    const [told] = await select(`SELECT metadata FROM audit_entries WHERE action = 'audit_details_erased'`);
    expect(told).toEqual({ metadata: { userId, count: expect.any(Number) } });
  });

  it('is dropped by partition when it is old, each class in its time', async () => {
    const partitions = new AuditPartitions(app.get(Sql, { strict: false }), app.get(Transactions, { strict: false }));
    expect(await partitions.make()).toBe(0);
    const audit = app.get(AuditLog, { strict: false });
    for (const kind of ['audit_entries', 'audit_details'])
      await database.pool.query(
        `CREATE TABLE ${kind}_ordinary_20200106 PARTITION OF ${kind}_ordinary FOR VALUES FROM ('2020-01-06Z') TO ('2020-01-13Z')`,
      );
    const tell = () => audit.add(AUDIT_LOG_EXPIRED, { metadata: { retention: 'ordinary' } });
    expect(await partitions.drop('ordinary', new Date('2020-01-12T23:00:00Z'), tell)).toBe(0);
    expect(await partitions.drop('user', new Date('2020-01-13T00:00:00Z'), tell)).toBe(0);
    expect(await select(`SELECT FROM audit_entries WHERE action = 'audit_log_expired'`)).toHaveLength(0);
    expect(await partitions.drop('ordinary', new Date('2020-01-13T00:00:00Z'), tell)).toBe(2);
    expect(await select(`SELECT FROM audit_entries WHERE action = 'audit_log_expired'`)).toHaveLength(1);
    await expect(partitions.drop('ordinary', new Date(Date.now() + DAY), tell)).rejects.toThrow('are not dropped');
  });
});
