import { eventually } from '../../support/eventually.js';
import { ApiClient } from '../../support/http.js';
import { startSystem, type System } from '../../support/system.mjs';

describe('the limit of requests', () => {
  let system: System;

  beforeAll(async () => {
    const env = { TRUST_PROXY: '127.0.0.1', RATE_LIMIT_ENABLED: 'true', RATE_LIMIT_SIGN_IN_PER_MINUTE: '3' };
    system = await startSystem({ apis: 2, worker: false, env });
    // Until a process has found Redis, it counts for itself.
    for (const { url } of system.apis)
      await eventually(
        async () => (await new ApiClient(url).get('/health')).body.services.redis,
        (redis) => JSON.stringify(redis).includes('up'),
      );
  });
  afterAll(() => system.stop());

  /** A sign-in that fails, from an address that the trusted proxy names. */
  const guess = (address: string, { url } = system.api) =>
    new ApiClient(url).post(
      '/auth/login',
      { email: 'nobody@example.test', password: 'not-the-password' },
      { headers: { 'X-Forwarded-For': address } },
    );

  it('is told, counts over all processes, and says when to come again', async () => {
    const { headers: first } = await guess('203.0.113.7');
    expect(first.get('RateLimit-Policy')).toBe('"sign-in";q=3;w=60');
    expect(first.get('RateLimit')).toMatch(/^"sign-in";r=2;t=(59|60)$/);
    await guess('203.0.113.7', system.apis[1]);
    await guess('203.0.113.7');
    const { status, body, headers } = await guess('203.0.113.7', system.apis[1]);
    expect([status, body.code]).toEqual([429, 'rate_limited']);
    expect(Number(headers.get('Retry-After'))).toBeGreaterThan(30);
  });

  it('is one for the whole network of a household', async () => {
    for (const host of ['1', '2', '3']) await guess(`2001:db8::${host}`);
    expect((await guess('2001:db8::ffff:0:0:4')).body.code).toBe('rate_limited');
    expect((await guess('2001:db8:0:1::4')).headers.get('RateLimit')).toMatch(/^"sign-in";r=2;/);
  });
});
