import { newKeySecret } from '../../../src/infra/access/key-secret.js';
import { type Key, makeKey } from '../../factories/api-key.js';
import { signUp } from '../../factories/person.js';
import { eventually } from '../../support/eventually.js';
import { ApiClient } from '../../support/http.js';
import { request } from '../../support/raw-http.js';
import { startSystem, type System } from '../../support/system.mjs';

describe('requests that are refused', () => {
  let system: System;

  beforeAll(async () => {
    const env = {
      TRUST_PROXY: '127.0.0.1',
      RATE_LIMIT_ENABLED: 'true',
      RATE_LIMIT_GENERAL: '10/1m',
      RATE_LIMIT_API_KEY: '5/1m',
      AUDIT_REQUESTS: 'true',
    };
    system = await startSystem({ worker: false, env });
    await eventually(
      async () => (await new ApiClient(system.api.url).get('/health')).body.services.redis,
      (redis) => JSON.stringify(redis).includes('up'),
    );
  });
  afterAll(() => system.stop());

  const ask = (path: string, address: string, headers: Record<string, string> = {}) =>
    fetch(new URL(path, system.api.url), { headers: { 'X-Forwarded-For': address, ...headers } });

  it('are entries of the audit log, as all others are, when every request is one', async () => {
    const id = crypto.randomUUID();
    const headers = { 'User-Agent': 'Canary/1.0', 'X-Request-Id': id };
    expect((await ask('/api/v1/bookings?q=canary', '203.0.113.98', headers)).status).toBe(401);
    const entries = await eventually(
      async () =>
        (
          await system.db.query(
            `SELECT e.level, e.retention, e.user_id, e.method, e.url, e.status_code, e.response_time >= 0 AS took, e.tags, d.details::jsonb AS details
             FROM audit_entries e JOIN audit_details d ON d.entry_id = e.id WHERE e.action = 'api_request' AND e.request_id = $1`,
            [id],
          )
        ).rows,
      ({ length }) => length === 1,
    );
    expect(entries).toEqual([
      {
        level: 'debug',
        retention: 'ordinary',
        user_id: null,
        method: 'GET',
        url: expect.stringMatching(/^\/api\/v1\/bookings/),
        status_code: 401,
        took: true,
        tags: ['api'],
        details: { ip: '203.0.113.98', userAgent: 'Canary/1.0' },
      },
    ]);
    expect(JSON.stringify(entries)).not.toContain('canary');
  });

  it.each([
    ['without a token', '/api/v1/bookings', '203.0.113.1', 401],
    ['for paths that lead nowhere', '/api/v1/nothing', '203.0.113.2', 404],
    ['for paths outside the API', '/wp-login.php', '203.0.113.3', 404],
    ['for the document', '/openapi.json', '203.0.113.4', 200],
    ['for the Swagger UI', '/docs', '203.0.113.5', 200],
    ['for the reference', '/docs/reference', '203.0.113.6', 200],
    ['for the files of the reference', '/docs/reference/redoc.js', '203.0.113.7', 200],
  ])('or cost much count under the general limit of their network: %s', async (_name, path, address, usual) => {
    const statuses: number[] = [];
    for (let round = 0; round < 12; round += 1) statuses.push((await ask(path, address)).status);
    expect(statuses).toEqual([...Array<number>(10).fill(usual), 429, 429]);
    const refused = await ask(path, address);
    expect(refused.headers.get('RateLimit-Policy')).toBe('"general";q=10;w=60');
    expect(((await refused.json()) as { code: string }).code).toBe('rate_limited');
    expect((await ask(path, '203.0.113.99')).status).toBe(usual);
  });

  it.each([
    ['no JSON', '203.0.113.11', 'application/json', '{"x', 400],
    ['text', '203.0.113.12', 'text/plain', 'x', 415],
    ['too much', '203.0.113.13', 'application/json', JSON.stringify('x'.repeat(1_100_000)), 413],
    ['nested too deeply', '203.0.113.14', 'application/json', `${'['.repeat(30)}${']'.repeat(30)}`, 400],
    ['too many items', '203.0.113.15', 'application/json', JSON.stringify(Array(1_001).fill(1)), 400],
  ])('before a guard sees them count as well: a body that is %s', async (_name, address, type, body, usual) => {
    const headers = { 'X-Forwarded-For': address, 'Content-Type': type };
    const post = async () =>
      (await request(`${system.api.url}/api/v1/auth/login`, { method: 'POST', headers, body })).status;
    const statuses: number[] = [];
    for (let round = 0; round < 11; round += 1) statuses.push(await post());
    expect(statuses).toEqual([...Array<number>(10).fill(usual), 429]);
  });

  it('for their role count for the account', async () => {
    const { api } = await signUp(new ApiClient(system.api.url), 'Ada');
    const statuses: number[] = [];
    for (let round = 0; round < 11; round += 1) statuses.push((await api.get('/users')).status);
    expect(statuses).toEqual([...Array<number>(10).fill(403), 429]);
  });

  it('with API keys count for each key, by its own limit where that is lower, and not for its person', async () => {
    const person = await signUp(new ApiClient(system.api.url), 'Ada');
    const [slow, usual] = [
      await makeKey(person, ['bookings:read'], { requestsPerMinute: 3 }),
      await makeKey(person, ['users:read'], { requestsPerMinute: 100 }),
    ];
    const statuses = async ({ api }: Key) => {
      const found: number[] = [];
      for (let round = 0; round < 7; round += 1) found.push((await api.get('/bookings')).status);
      return found;
    };
    expect(await statuses(slow)).toEqual([200, 200, 200, 429, 429, 429, 429]);
    // Requests that are refused for want of a scope count like others.
    expect(await statuses(usual)).toEqual([403, 403, 403, 403, 403, 429, 429]);
    expect((await slow.api.get('/bookings')).headers.get('RateLimit-Policy')).toBe('"api-key";q=3;w=60');
    expect((await person.api.get('/bookings')).headers.get('RateLimit')).toMatch(/^"general";r=9;/);
    const lines = system.logs.filter((line) => line.includes(`"apiKeyId":"${slow.id}"`));
    expect(lines.length).toBeGreaterThan(0);
    expect(system.logs.filter((line) => line.includes(slow.secret))).toEqual([]);
  });

  it('of somebody who tries keys count for their network', async () => {
    const guess = () => ask('/api/v1/bookings', '203.0.113.40', { Authorization: `Bearer ${newKeySecret()}` });
    const statuses: number[] = [];
    for (let round = 0; round < 12; round += 1) statuses.push((await guess()).status);
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429, 429]);
  });

  it('of one person behind an address leave the others their sign-in', async () => {
    const anyone = new ApiClient(system.api.url, { headers: { 'X-Forwarded-For': '203.0.113.50' } });
    const person = await signUp(new ApiClient(system.api.url), 'Ada');
    const login = (email: string, password: string) => anyone.post('/auth/login', { email, password });
    for (let round = 0; round < 6; round += 1) await login('somebody@example.test', 'not-the-password');
    expect((await login('somebody@example.test', 'not-the-password')).status).toBe(429);
    expect((await login(person.email, person.password)).status).toBe(200);
  });

  it('are security events with the address of the client, without what was typed', async () => {
    const address = '203.0.113.60';
    const person = await signUp(new ApiClient(system.api.url), 'Grace');
    const client = new ApiClient(system.api.url, { headers: { 'X-Forwarded-For': address } });
    await client.post('/auth/login', { email: person.email, password: 'not-the-password' });
    await client.as(person.accessToken).get('/users');
    await client.as('nonsense').get('/users/me');
    await client.post('/auth/refresh', { refreshToken: 'x'.repeat(70) });
    const events = system.logs
      .filter((line) => line.includes('"event":"security"') && line.includes(address))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(events.map(({ kind }) => kind)).toEqual([
      'sign_in_failed',
      'forbidden',
      'token_invalid',
      'refresh_token_invalid',
    ]);
    expect(events[0]).toMatchObject({ level: 'warn', address, userId: person.id });
    expect(JSON.stringify(events)).not.toContain(person.email);
    const metrics = await (await fetch(`${system.api.metricsUrl}/metrics`)).text();
    expect(metrics).toMatch(/security_events_total\{kind="sign_in_failed"\} [1-9]/);
  });
});
