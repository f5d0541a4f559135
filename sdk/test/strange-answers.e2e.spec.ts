import { inspect } from 'node:util';
import { ConnectionError, Lyceum, type ProblemError, TimeoutError, UnexpectedAnswer } from '@lyceum/sdk';
import { slot } from '../../test/factories/booking.js';
import { signUp } from '../../test/factories/person.js';
import { ApiClient } from '../../test/support/http.js';
import { sharedSystem } from '../../test/support/shared-system.mjs';
import { type Fate, Gateway } from './gateway.js';
import { refusalOf } from './refusal.js';

const { apiUrl } = sharedSystem();
const SECRET = 'lyk_0123456789abcdefghij';
const ID = '01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11';

let gateway: Gateway;
let lyceum: Lyceum;

beforeEach(async () => {
  gateway = await Gateway.open(apiUrl);
  const { accessToken } = await signUp(new ApiClient(apiUrl));
  lyceum = new Lyceum({ baseUrl: gateway.url, token: accessToken });
});
afterEach(() => gateway.close());

const always = (fate: Fate) => {
  gateway.fate = () => fate;
};
const json = (status: number, body: unknown, headers: Record<string, string> = {}): Fate => ({
  status,
  type: 'application/json',
  text: typeof body === 'string' ? body : JSON.stringify(body),
  headers,
});

/** @returns the error, which shows nothing secret wherever it is printed */
async function discreet(call: Promise<unknown>): Promise<unknown> {
  const error = await refusalOf(call);
  expect(`${inspect(error, { depth: 9 })}${JSON.stringify(error)}${String(error)}`).not.toContain(SECRET);
  return error;
}

describe('an id', () => {
  it.each(['..', '.', ''])('of "%s" is refused before anything is sent', async (id) => {
    expect(await refusalOf(lyceum.organizationMembers.remove(ID, id))).toBeInstanceOf(TypeError);
    expect(await refusalOf(lyceum.bookings.get(id))).toBeInstanceOf(TypeError);
    expect(gateway.seen).toEqual([]);
  });
});

describe('something between that answers', () => {
  it('a redirect is not followed, and not asked again', async () => {
    always({ status: 302, text: '', headers: { location: 'http://elsewhere.test/' } });
    expect(await refusalOf(lyceum.bookings.list())).toMatchObject({ name: 'UnexpectedAnswer', status: 302 });
    expect(gateway.seen).toHaveLength(1);
  });

  it.each([
    ['for nothing', () => lyceum.webhooks.delete(ID)],
    ['for a calendar', () => lyceum.bookings.getCalendarFile(ID)],
    ['for JSON', () => lyceum.bookings.get(ID)],
  ])('a page %s is no success', async (_what, call) => {
    always({ status: 200, text: '<h1>Sign in</h1>' });
    const error = await refusalOf(call());
    if (!(error instanceof UnexpectedAnswer)) throw error;
    expect(error.text).toBe('<h1>Sign in</h1>');
  });

  it.each([null, [], { data: null }, { data: [] }, { data: [], meta: null }])(
    '%j is no page of a list',
    async (body) => {
      always(json(200, body));
      expect(await refusalOf(lyceum.bookings.list())).toBeInstanceOf(UnexpectedAnswer);
    },
  );

  it.each([
    ['itself', [{ nextCursor: 'a' }]],
    ['one before it', [{ nextCursor: 'a' }, { nextCursor: 'b' }, { nextCursor: 'c' }, { nextCursor: 'b' }]],
    ['its own number', [{ nextCursor: null, page: 1 }]],
  ])('a page that leads to %s ends the list', async (_what, places) => {
    gateway.fate = (_request, index) => {
      const meta = { limit: 1, hasMore: true, ...places[index % places.length] };
      return json(200, { data: [{ id: ID }], meta });
    };
    const error = await refusalOf(collect(lyceum.bookings.list()));
    if (!(error instanceof UnexpectedAnswer)) throw error;
    expect(error.text).toContain('was there before');
    expect(gateway.seen).toHaveLength(Math.max(places.length, 2));
  });

  it.each([
    ['a page', { status: 503, text: '<h1>Busy</h1>', headers: { 'retry-after': '61' } }],
    ['JSON with a code', json(503, { code: 'upstream_unavailable', message: 'Busy' }, { 'retry-after': '61' })],
  ])('how long to wait in %s is heard', async (_what, fate) => {
    always(fate);
    expect(await refusalOf(lyceum.bookings.list())).toMatchObject({
      name: 'UnexpectedAnswer',
      status: 503,
      retryAfterSeconds: 61,
    });
    // Whoever is told to wait longer than a minute decides for themselves.
    expect(gateway.seen).toHaveLength(1);
  });

  it('JSON with a code of its own is asked again', async () => {
    gateway.fate = (_request, index) => (index === 0 ? json(503, { code: 'upstream_unavailable' }) : 'through');
    expect((await lyceum.bookings.list()).data).toEqual([]);
  });

  it('JSON in capitals is JSON', async () => {
    always({ status: 200, type: 'Application/JSON; charset=UTF-8', text: '{"id":"x"}' });
    expect(await lyceum.bookings.get(ID)).toEqual({ id: 'x' });
  });

  it('a problem that names what errors are made of leaves them errors', async () => {
    const text = `{"type":"","title":"No","status":409,"code":"slot_taken","instance":"/","requestId":"r",
      "__proto__":{"x":1},"stack":1,"toString":1,"message":1,"errors":{}}`;
    always({ status: 409, type: 'application/problem+json', text });
    const error = await refusalOf(lyceum.bookings.get(ID));
    expect(error).toBeInstanceOf(Error);
    expect(String(error)).toBe('SlotTaken: No');
    expect((error as ProblemError).errors).toEqual([]);
  });
});

it('lists that are read one after the other fail when they are read', async () => {
  gateway.fate = ({ path }) => (path.includes('/event-types') ? { status: 403, text: 'No' } : 'through');
  const [bookings, eventTypes] = [lyceum.bookings.list(), lyceum.eventTypes.list()];
  await expect(lyceum.eventTypes.list()).rejects.toBeInstanceOf(UnexpectedAnswer);
  await new Promise(setImmediate);
  expect(await collect(bookings)).toEqual([]);
  expect(await refusalOf(collect(eventTypes))).toBeInstanceOf(UnexpectedAnswer);
});

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

describe('secrets', () => {
  const client = (options = {}) => new Lyceum({ baseUrl: gateway.url, apiKey: SECRET, maxRetries: 0, ...options });

  it('are not shown where a client is printed', () => {
    const own = client();
    for (const one of [own, own.bookings]) {
      expect(inspect(one, { depth: 9, showHidden: true })).not.toContain(SECRET);
      expect(JSON.stringify(one)).not.toContain(SECRET);
    }
  });

  it('are not shown where an error is printed', async () => {
    always('cut before');
    expect(await discreet(client().managedBookings.get(SECRET))).toBeInstanceOf(ConnectionError);
    always('silence');
    const slow = { timeoutMs: 50 };
    expect(await discreet(client().calendarFeeds.getCalendarFile(SECRET, slow))).toBeInstanceOf(TimeoutError);
    always({ status: 200, type: 'text/plain', text: JSON.stringify({ accessToken: SECRET }) });
    const login = client().auth.login({ email: 'ada@example.org', password: 'x' });
    expect(await discreet(login)).toBeInstanceOf(UnexpectedAnswer);
    expect(await discreet(client({ apiKey: `${SECRET}\n${SECRET}` }).bookings.list())).toBeInstanceOf(TypeError);
  });

  it.each([undefined, ''])('that are %j are no anonymous client', async (apiKey) => {
    expect(() => client({ apiKey })).toThrow(TypeError);
    expect(await refusalOf(client({ apiKey: () => Promise.resolve(apiKey) }).bookings.list())).toBeInstanceOf(
      TypeError,
    );
    expect(gateway.seen).toEqual([]);
  });

  it('with characters that no header has are not sent, and not shown', async () => {
    expect(await discreet(client({ apiKey: `${SECRET}\x01` }).bookings.list())).toBeInstanceOf(TypeError);
  });
});

describe('what a caller sets', () => {
  it('replaces a header of the same name, however it is written', async () => {
    const headers = { AUTHORIZATION: 'Bearer mine', 'Idempotency-Key': 'mine', 'Content-Type': 'application/json' };
    await refusalOf(lyceum.bookings.create({ title: 'Algebra', ...slot(1) }, { headers }));
    expect(gateway.seen[0]?.headers).toMatchObject({
      authorization: 'Bearer mine',
      'idempotency-key': 'mine',
      'content-type': 'application/json',
    });
  });

  it.each([{ timeoutMs: NaN }, { timeoutMs: 0 }, { maxRetries: NaN }, { maxRetries: -1 }])(
    'as %j is refused',
    async (options) => {
      expect(await refusalOf(lyceum.bookings.list(undefined, options))).toBeInstanceOf(TypeError);
      expect(() => new Lyceum({ baseUrl: gateway.url, ...options })).toThrow(TypeError);
      expect(gateway.seen).toEqual([]);
    },
  );

  it.each<Readonly<Record<string, string>>>([
    { 'X-Note': 'a\x01b' },
    { 'X-Note': 'a\x7f' },
    { 'X-Note': '✓' },
    { 'Two words': '1' },
    { Expect: '100-continue' },
    { Connection: 'upgrade' },
    { 'Content-Length': '999' },
  ])('as a header that cannot be sent is no fault of the connection: %j', async (headers) => {
    let attempts = 0;
    const counting: typeof fetch = (...args) => {
      attempts += 1;
      return fetch(...args);
    };
    const own = new Lyceum({ baseUrl: gateway.url, token: SECRET, fetch: counting });
    const call = own.bookings.create({ title: 'Algebra', ...slot(1) }, { headers });
    expect(await discreet(call)).toBeInstanceOf(TypeError);
    expect(attempts).toBeLessThanOrEqual(1);
    expect(gateway.seen).toEqual([]);
  });

  it('as a very long time is that', async () => {
    expect((await lyceum.bookings.list(undefined, { timeoutMs: 2 ** 31 })).data).toEqual([]);
  });

  it('as a body is sent again as it was', async () => {
    const wanted = { title: 'Algebra', ...slot(1) };
    gateway.fate = (_request, index) => (index === 0 ? 'cut before' : 'through');
    gateway.before = () => {
      wanted.title = 'Logic';
      return Promise.resolve();
    };
    expect((await lyceum.bookings.create(wanted)).title).toBe('Algebra');
    expect(gateway.seen).toHaveLength(2);
  });

  it('that cannot be written as JSON is no fault of the connection', async () => {
    const metadata = { size: 1n } as never;
    expect(await refusalOf(lyceum.bookings.create({ title: 'x', ...slot(1), metadata }))).toBeInstanceOf(TypeError);
    expect(gateway.seen).toEqual([]);
  });

  it('ends a call that waits for a token', async () => {
    const waiting = new Lyceum({ baseUrl: gateway.url, token: () => new Promise(() => undefined), maxRetries: 0 });
    expect(await refusalOf(waiting.bookings.list(undefined, { timeoutMs: 30 }))).toBeInstanceOf(TimeoutError);
    const controller = new AbortController();
    const call = refusalOf(waiting.bookings.list(undefined, { signal: controller.signal }));
    controller.abort('Enough.');
    expect(await call).toBe('Enough.');
    expect(gateway.seen).toEqual([]);
  });

  it.each([
    ['a fetch that knows no signals', { token: 'any', fetch: () => new Promise<never>(() => undefined) }],
    [
      'a store that takes nothing in',
      { tokenStore: { get: () => null, set: () => new Promise<never>(() => undefined) } },
    ],
  ])('ends a call that waits for %s', async (_what, options) => {
    always(json(200, { accessToken: 'a', refreshToken: 'r', expiresIn: 900 }));
    const waiting = new Lyceum({ baseUrl: gateway.url, ...options });
    const login = { email: 'ada@example.org', password: 'x' };
    expect(await refusalOf(waiting.auth.login(login, { signal: AbortSignal.timeout(200) }))).toMatchObject({
      name: 'TimeoutError',
    });
  });

  it('as a source of tokens that fails is told as it failed', async () => {
    const failing = new Lyceum({ baseUrl: gateway.url, token: () => Promise.reject(new Error('No token today.')) });
    expect(await refusalOf(failing.bookings.list())).toEqual(new Error('No token today.'));
  });
});

it('deletes once what answers with what became of it', async () => {
  const { id } = await lyceum.bookings.create({ title: 'Algebra', ...slot(1) });
  gateway.seen.length = 0;
  gateway.fate = (_request, index) => (index === 0 ? 'cut after' : 'through');
  expect(await refusalOf(lyceum.bookings.delete(id))).toBeInstanceOf(ConnectionError);
  expect((await lyceum.bookings.get(id)).status).toBe('cancelled');
  expect(gateway.seen.map(({ method }) => method)).toEqual(['DELETE', 'GET']);
});
