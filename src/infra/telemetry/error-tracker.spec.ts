import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ErrorTracker } from './error-tracker.js';
import { REQUEST } from './request-context.js';

const SECRET = 'q3V0aGVudGljLXRva2VuLW9mLWFib3V0LTQzLWJ5dGVz';

let server: Server;
let status: number;
let received: Array<{ path: string; authorization: string; report: Record<string, never> }>;

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const [, , report = '{}'] = body.split('\n');
      const authorization = String(request.headers['x-sentry-auth']);
      received.push({ path: request.url ?? '', authorization, report: JSON.parse(report) });
      response.writeHead(status, { 'Retry-After': '120' }).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
beforeEach(() => {
  status = 200;
  received = [];
});
afterAll(() => server.close());

function trackerWith(settings: { sampleRate?: number } = {}): ErrorTracker {
  const dsn = `http://public-key@127.0.0.1:${(server.address() as AddressInfo).port}/below/42`;
  const config = { dsn, sampleRate: 1, environment: 'test' as const, ...settings };
  const tracker = ErrorTracker.of('lyceum-api', config);
  if (!tracker) throw new Error('There is a DSN.');
  return tracker;
}

const failure = (message = 'It broke') => ({
  event: 'request.failed',
  error: {
    name: 'TypeError',
    message,
    stack: `TypeError: ${message}\n    at open (file:///app/src/door.ts:7:3)\n    at node:net:1:2`,
  },
  fields: { attempt: 2, authorization: `Bearer ${SECRET}`, cookie: SECRET, of: 'ada@example.org' },
  context: {
    requestId: 'r-1',
    userId: 'u-1',
    [REQUEST]: () => ({ method: 'GET', url: '/api/v1/rooms', ip: '203.0.113.7', userAgent: 'curl' }),
  },
});

describe('an error tracker', () => {
  it('is told what failed, where and for which request, in the envelope that its DSN asks for', async () => {
    expect(await trackerWith().send(failure())).toBeNull();
    const [{ path, authorization, report } = { path: '', authorization: '', report: {} }] = received;
    expect(path).toBe('/below/api/42/envelope/');
    expect(authorization).toContain('sentry_key=public-key');
    expect(report).toMatchObject({
      level: 'error',
      environment: 'test',
      tags: { event: 'request.failed', service: 'lyceum-api', requestId: 'r-1' },
      user: { id: 'u-1' },
      request: { method: 'GET', url: '/api/v1/rooms' },
      extra: { attempt: 2 },
    });
    expect(report['exception']).toEqual({
      values: [
        {
          type: 'TypeError',
          value: 'It broke',
          stacktrace: {
            frames: [
              { function: '<anonymous>', filename: 'node:net', lineno: 1, colno: 2, in_app: false },
              { function: 'open', filename: '/app/src/door.ts', lineno: 7, colno: 3, in_app: true },
            ],
          },
        },
      ],
    });
  });

  it('gets neither authorization nor cookies, tokens, addresses of people or of their machines', async () => {
    await trackerWith().send(failure(`No mail to ada@example.org with ${SECRET}`));
    const sent = JSON.stringify(received[0]?.report);
    expect(sent).toContain('No mail to [address] with [redacted]');
    for (const secret of [SECRET, 'ada@example.org', '203.0.113.7']) expect(sent).not.toContain(secret);
  });

  it('is left alone for as long as it asks to be', async () => {
    const tracker = trackerWith();
    status = 429;
    expect(await tracker.send(failure())).toBe('The error tracker answered 429.');
    status = 200;
    expect(await tracker.send(failure())).toBeNull();
    expect(received).toHaveLength(1);
  });

  it('gets a bounded number of what every request runs into, and the sample that is wanted', async () => {
    const tracker = trackerWith();
    for (let index = 0; index < 40; index += 1) await tracker.send(failure());
    expect(received).toHaveLength(30);
    await trackerWith({ sampleRate: 0 }).send(failure());
    expect(received).toHaveLength(30);
  });

  it('stops nobody when it is away', async () => {
    const config = { dsn: 'http://key@127.0.0.1:1/1', sampleRate: 1, environment: 'test' as const };
    expect(await ErrorTracker.of('lyceum-api', config)?.send(failure())).toMatch(
      /^The error tracker cannot be reached/,
    );
    expect(ErrorTracker.of('lyceum-api', { ...config, dsn: undefined })).toBeNull();
  });
});
