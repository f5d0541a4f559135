import { ConnectionError, Lyceum, MemoryTokenStore, NotFound, TimeoutError, UnexpectedAnswer } from '@lyceum/sdk';
import { slot } from '../../test/factories/booking.js';
import { signUp } from '../../test/factories/person.js';
import { ApiClient } from '../../test/support/http.js';
import { sharedSystem } from '../../test/support/shared-system.mjs';
import { type Fate, Gateway } from './gateway.js';
import { refusalOf } from './refusal.js';

const { apiUrl } = sharedSystem();
const api = new ApiClient(apiUrl);
const NOBODYS = '01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11';

let gateway: Gateway;
let lyceum: Lyceum;

beforeEach(async () => {
  gateway = await Gateway.open(apiUrl);
  const { accessToken } = await signUp(api);
  lyceum = new Lyceum({ baseUrl: gateway.url, token: accessToken });
});
afterEach(() => gateway.close());

/** What becomes of one request after the other; of all that follow, nothing. */
function fates(...list: Fate[]): void {
  gateway.fate = (_request, index) => list[index] ?? 'through';
}

const methods = () => gateway.seen.map(({ method }) => method);

describe('a call whose connection is cut', () => {
  it.each(['cut before', 'cut after'] as const)('%s the commit makes one booking, with one key', async (fate) => {
    fates(fate);
    const booking = await lyceum.bookings.create({ title: 'Algebra', ...slot(1) });
    const keys = gateway.seen.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toEqual([keys[0], keys[0]]);
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    expect((await lyceum.bookings.list()).data.map(({ id }) => id)).toEqual([booking.id]);
  });

  it('takes the key that it is given', async () => {
    fates('cut after');
    await lyceum.bookings.create({ title: 'Algebra', ...slot(1) }, { idempotencyKey: 'order-42' });
    expect(gateway.seen.map(({ headers }) => headers['idempotency-key'])).toEqual(['order-42', 'order-42']);
  });

  it('is not sent again when nobody knows what that would do', async () => {
    const { id } = await lyceum.bookings.create({ title: 'Algebra', ...slot(1) });
    gateway.seen.length = 0;
    gateway.fate = () => 'cut after';
    expect(await refusalOf(lyceum.bookings.cancel(id, {}))).toBeInstanceOf(ConnectionError);
    expect(await refusalOf(lyceum.bookings.update(id, { title: 'Logic' }))).toBeInstanceOf(ConnectionError);
    expect(methods()).toEqual(['POST', 'PATCH']);
  });

  it('has deleted what it was to delete', async () => {
    const feed = await lyceum.calendarFeeds.create({ scope: 'person' });
    gateway.seen.length = 0;
    fates('cut after');
    await lyceum.calendarFeeds.delete(feed.id);
    expect(methods()).toEqual(['DELETE', 'DELETE']);
    expect((await lyceum.calendarFeeds.list()).data).toEqual([]);
  });

  it.each(['of the call', 'of the client'])(
    'is not sent again with an If-Match among the headers %s',
    async (whose) => {
      const { accessToken } = await signUp(api);
      const headers = { 'if-MATCH': '"v1"' };
      const ofClient = whose === 'of the client' ? { headers } : {};
      const own = new Lyceum({ baseUrl: gateway.url, token: accessToken, ...ofClient });
      const { id } = await own.schedules.create({ name: 'Office hours', timeZone: 'Europe/Paris', weekly: [] });
      gateway.seen.length = 0;
      gateway.fate = () => 'cut after';
      const options = whose === 'of the call' ? { headers } : {};
      expect(await refusalOf(own.schedules.replaceTravels(id, { travels: [] }, options))).toBeInstanceOf(
        ConnectionError,
      );
      expect(methods()).toEqual(['PUT']);
    },
  );

  it('gives up after the retries that it may have', async () => {
    gateway.fate = () => 'cut before';
    expect(await refusalOf(lyceum.bookings.list(undefined, { maxRetries: 1 }))).toBeInstanceOf(ConnectionError);
    expect(methods()).toEqual(['GET', 'GET']);
  });

  it('reads a list again when a proxy answers instead of the server', async () => {
    fates({ status: 502, text: '<h1>Bad Gateway</h1>' });
    expect((await lyceum.bookings.list()).data).toEqual([]);
    gateway.fate = () => ({ status: 404, text: '<h1>Not here</h1>' });
    const error = await refusalOf(lyceum.bookings.list());
    if (!(error instanceof UnexpectedAnswer)) throw error;
    expect([error.status, error.text]).toEqual([404, '<h1>Not here</h1>']);
  });

  it.each(['application/json', 'application/problem+json'])('knows the refusal of a gateway in %s', async (type) => {
    gateway.fate = () => ({ status: 403, type, text: '{"message":"Forbidden"}' });
    const error = await refusalOf(lyceum.bookings.list());
    if (!(error instanceof UnexpectedAnswer)) throw error;
    expect([error.status, error.text]).toEqual([403, '{"message":"Forbidden"}']);
    expect(methods()).toEqual(['GET']);
  });

  it('is sent again without a server that one could have reached', async () => {
    const { url } = gateway;
    await gateway.close();
    let attempts = 0;
    const counting: typeof fetch = (...args) => {
      attempts += 1;
      return fetch(...args);
    };
    const nowhere = new Lyceum({ baseUrl: url, token: 'any', maxRetries: 1, fetch: counting });
    expect(await refusalOf(nowhere.bookings.cancel(NOBODYS, {}))).toBeInstanceOf(ConnectionError);
    expect(attempts).toBe(2);
    gateway = await Gateway.open(apiUrl);
  });
});

describe('a call that takes too long', () => {
  it('ends in time, and is sent again where that is safe', async () => {
    fates('silence');
    expect((await lyceum.bookings.list(undefined, { timeoutMs: 300 })).data).toEqual([]);
    gateway.fate = () => 'silence';
    const error = await refusalOf(lyceum.bookings.get('x', { timeoutMs: 200, maxRetries: 0 }));
    expect(error).toBeInstanceOf(TimeoutError);
    gateway.fate = () => 'through';
    expect((await lyceum.bookings.list(undefined, { timeoutMs: Infinity, maxRetries: 0 })).data).toEqual([]);
  });

  it('has deleted nothing as long as it waited for a token', async () => {
    const { accessToken } = await signUp(api);
    const tokens = [new Promise<never>(() => undefined)];
    const waiting = new Lyceum({ baseUrl: gateway.url, token: () => tokens.pop() ?? accessToken });
    const limits = { timeoutMs: 1_000, maxRetries: 1 };
    expect(await refusalOf(waiting.calendarFeeds.delete(NOBODYS, limits))).toBeInstanceOf(NotFound);
    expect(methods()).toEqual(['DELETE']);
  });

  it('has deleted nothing when its token could not be renewed', async () => {
    const { accessToken, refreshToken } = await signUp(api);
    const tokenStore = new MemoryTokenStore();
    tokenStore.set({ accessToken, refreshToken, expiresAt: 0 });
    const renewing = new Lyceum({ baseUrl: gateway.url, tokenStore, maxRetries: 0 });
    fates('cut before');
    expect(await refusalOf(renewing.calendarFeeds.delete(NOBODYS, { maxRetries: 1 }))).toBeInstanceOf(NotFound);
    expect(methods()).toEqual(['POST', 'POST', 'DELETE']);
  });

  it('ends with the signal of its caller, and with its reason', async () => {
    gateway.fate = () => 'silence';
    const controller = new AbortController();
    const call = refusalOf(lyceum.bookings.list(undefined, { signal: controller.signal }));
    const reason = new Error('Enough.');
    controller.abort(reason);
    expect(await call).toBe(reason);
    expect(await refusalOf(lyceum.bookings.list(undefined, { signal: controller.signal }))).toBe(reason);
  });

  it('is not waited for between two attempts either', async () => {
    gateway.fate = () => 'cut before';
    const controller = new AbortController();
    const call = refusalOf(lyceum.bookings.list(undefined, { signal: controller.signal, maxRetries: 1000 }));
    while (gateway.seen.length < 1) await new Promise((resolve) => setImmediate(resolve));
    controller.abort(new Error('Enough.'));
    expect(await call).toEqual(new Error('Enough.'));
  });
});
