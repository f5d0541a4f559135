import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { constantHeaders } from '../../src/infra/http/security-headers.js';
import { request, sendBytes } from '../support/raw-http.js';
import { sharedSystem } from '../support/shared-system.mjs';
import { startSystem, type System } from '../support/system.mjs';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('every answer', () => {
  const { apiUrl } = sharedSystem();

  it.each(['short', 'a.b-c_D9', 'x'.repeat(128)])('repeats the request id %s', async (id) => {
    const { headers } = await request(`${apiUrl}/health/live`, { headers: { 'X-Request-Id': id } });
    expect(headers.get('X-Request-Id')).toBe(id);
  });

  it.each(['', 'two words', 'x'.repeat(129), 'new\tline', '<script>', 'ä'])(
    'makes a request id of its own in place of "%s"',
    async (id) => {
      const { headers } = await request(`${apiUrl}/health/live`, { headers: { 'X-Request-Id': id } });
      expect(headers.get('X-Request-Id')).toMatch(UUID);
    },
  );

  it('has the headers that keep a browser from misusing it', async () => {
    const { headers } = await request(`${apiUrl}/api/v1/users/me`);
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-security-policy': expect.stringMatching(/default-src 'self'.*frame-ancestors 'none'/),
      'strict-transport-security': expect.stringContaining('max-age='),
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    });
    expect(headers.has('X-Powered-By')).toBe(false);
    expect(headers.has('Server')).toBe(false);
  });

  it.each([
    ['br', 'br'],
    ['gzip', 'gzip'],
    ['identity', null],
  ])('of some length is compressed for who accepts %s', async (accepted, encoding) => {
    const { headers, json } = await request(`${apiUrl}/openapi.json`, { headers: { 'Accept-Encoding': accepted } });
    expect(headers.get('Content-Encoding')).toBe(encoding);
    expect(json.openapi).toBe('3.1.0');
  });

  it('that is short is not compressed', async () => {
    const { headers } = await request(`${apiUrl}/health/live`, { headers: { 'Accept-Encoding': 'gzip' } });
    expect(headers.get('Content-Encoding')).toBeNull();
  });

  it('has the same headers for HEAD as for GET, and no body', async () => {
    const { status, text } = await request(`${apiUrl}/health/live`, { method: 'HEAD' });
    expect([status, text]).toEqual([200, '']);
  });
});

describe('the documents', () => {
  const { apiUrl } = sharedSystem();

  it('are the committed ones', async () => {
    const { json } = await request(`${apiUrl}/openapi.json`);
    const committed = await readFile(join(import.meta.dirname, '..', '..', 'openapi', 'openapi.json'), 'utf8');
    expect(json).toEqual(JSON.parse(committed));
  });

  it('are explored with assets of the server itself', async () => {
    const { status, text } = await request(`${apiUrl}/docs`);
    expect(status).toBe(200);
    const assets = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path!);
    expect(assets.length).toBeGreaterThan(3);
    for (const path of assets) {
      const url = new URL(path, `${apiUrl}/docs`);
      expect(url.origin).toBe(apiUrl);
      expect((await request(url.href)).status).toBe(200);
    }
  });
});

describe('a deployment with settings of its own', () => {
  let system: System;

  beforeAll(async () => {
    const env = {
      CORS_ORIGINS: 'https://app.example, https://admin.example',
      API_DOCUMENTS_ENABLED: 'false',
      HEALTH_DETAILS_ENABLED: 'false',
      TRUST_PROXY: '127.0.0.1',
    };
    system = await startSystem({ worker: false, env });
  });

  afterAll(() => system.stop());

  describe('that keeps details to itself', () => {
    it('has no documents', async () => {
      const swagger = ['docs', 'docs/swagger-ui-init.js', 'docs/swagger-ui-bundle.js'];
      for (const path of ['openapi.json', ...swagger, 'docs/reference', 'docs/reference/redoc.js'])
        expect([path, (await request(`${system.api.url}/${path}`)).status]).toEqual([path, 404]);
    });

    it('says of its health only how it is', async () => {
      const { status, json } = await request(`${system.api.url}/health`);
      expect([status, Object.keys(json as object)]).toEqual([200, ['status', 'timestamp']]);
    });
  });

  it('has a line in its log for every request: who, from where, with what, and no secret', async () => {
    const secret = 'q3V0aGVudGljLXRva2VuLW9mLWFib3V0LTQzLWJ5dGVz';
    const requestId = 'the-logged-one';
    await request(`${system.api.url}/manage/${secret}?token=${secret}`, {
      headers: { 'X-Request-Id': requestId, 'User-Agent': 'Lovelace/1843', 'X-Forwarded-For': '203.0.113.5' },
    });
    await system.api.printed(`"requestId":"${requestId}"`);
    const line = system.logs.find((text) => text.includes(requestId) && text.includes('"event":"request"'));
    expect(JSON.parse(line ?? '{}')).toMatchObject({
      service: 'lyceum-api',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      method: 'GET',
      route: '/manage/:secret',
      path: '/manage/[redacted]',
      address: '203.0.113.5',
      userAgent: 'Lovelace/1843',
    });
    expect(system.logs.join('\n')).not.toContain(secret);
  });

  it.each([
    [
      'a path that cannot be decoded',
      'GET /api/v1/% HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      'GET',
      '/api/v1/%',
    ],
    ['what is no request', 'HELLO\r\n\r\n', 'unknown', '/'],
  ])(
    'has its headers, its line in the log and its place in the metrics for %s too',
    async (_what, bytes, method, path) => {
      const counted = async () => {
        const { text } = await request(`${system.api.metricsUrl}/metrics`);
        const series = `http_request_duration_seconds_count{method="${method}",route="unknown",status="400"} `;
        return Number(
          text
            .split('\n')
            .find((line) => line.startsWith(series))
            ?.slice(series.length) ?? 0,
        );
      };
      const before = await counted();

      const [head = ''] = (await sendBytes(system.api.url, bytes)).split('\r\n\r\n');

      const [status = '', ...lines] = head.split('\r\n');
      const headers = new Headers(lines.map((line) => line.split(/: (.*)/, 2) as [string, string]));
      expect(status).toMatch(/^HTTP\/1\.1 400 /);
      expect(Object.fromEntries(headers)).toMatchObject(Object.fromEntries(new Headers(constantHeaders())));
      const requestId = headers.get('X-Request-Id') ?? '';
      expect(await counted()).toBe(before + 1);
      await system.api.printed(`"requestId":"${requestId}"`);
      const line = system.logs.find((text) => text.includes(requestId)) ?? '';
      expect(JSON.parse(line)).toMatchObject({ event: 'request', method, route: 'unknown', path, status: 400 });
      expect(JSON.parse(line)).toMatchObject({ address: expect.stringContaining('127.0.0.1') });
    },
  );

  describe('the pages of other origins', () => {
    const preflight = (origin: string) =>
      request(`${system.api.url}/api/v1/bookings`, {
        method: 'OPTIONS',
        headers: {
          Origin: origin,
          'Access-Control-Request-Method': 'POST',
          'Access-Control-Request-Headers': 'authorization,content-type,idempotency-key,if-match',
        },
      });

    it.each(['https://app.example', 'https://admin.example'])(
      'may call the API from %s, which is listed',
      async (origin) => {
        const { status, headers } = await preflight(origin);
        expect(status).toBe(204);
        expect(headers.get('Access-Control-Allow-Origin')).toBe(origin);
        expect(headers.get('Access-Control-Allow-Methods')).toContain('POST');
        expect(headers.get('Access-Control-Allow-Headers')).toContain('idempotency-key');
        expect(headers.get('Vary')).toContain('Origin');

        const answer = await request(`${system.api.url}/health/live`, { headers: { Origin: origin } });
        expect(answer.headers.get('Access-Control-Allow-Origin')).toBe(origin);
        for (const name of ['ETag', 'Location', 'X-Request-Id', 'Retry-After', 'Link'])
          expect(answer.headers.get('Access-Control-Expose-Headers')).toContain(name);
      },
    );

    it.each(['https://evil.example', 'http://app.example', 'https://app.example.evil.example', 'null'])(
      'may not call the API from %s',
      async (origin) => {
        expect((await preflight(origin)).headers.get('Access-Control-Allow-Origin')).toBeNull();
        const { headers } = await request(`${system.api.url}/health/live`, { headers: { Origin: origin } });
        expect(headers.get('Access-Control-Allow-Origin')).toBeNull();
      },
    );

    it('may not call the API from anywhere when no origin is listed', async () => {
      const { headers } = await request(`${sharedSystem().apiUrl}/health/live`, {
        headers: { Origin: 'https://app.example' },
      });
      expect(headers.get('Access-Control-Allow-Origin')).toBeNull();
    });
  });
});
