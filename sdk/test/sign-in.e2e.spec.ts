import { createHmac } from 'node:crypto';
import {
  ConnectionError,
  Lyceum,
  MemoryTokenStore,
  RateLimited,
  RefreshTokenInvalid,
  SessionEnded,
  TokenMissing,
  type Tokens,
  type TokenStore,
} from '@lyceum/sdk';
import { newEmail } from '../../test/factories/person.js';
import { startSystem, type System } from '../../test/support/system.mjs';
import { Gateway } from './gateway.js';
import { refusalOf } from './refusal.js';

const JWT_SECRET = 'n8Qw3ZrT6yUp1LkJ4hGf7dSa0xCvB5mE2iOoP9Re';
const REFRESH = '/api/v1/auth/refresh';
const WINDOW_SECONDS = 3;

let system: System;
let gateway: Gateway;

beforeAll(async () => {
  const env = { JWT_SECRET, RATE_LIMIT_ENABLED: 'true', RATE_LIMIT_PASSWORD_RESET: `1/${WINDOW_SECONDS}s` };
  system = await startSystem({ worker: false, env });
});
afterAll(() => system.stop());
beforeEach(async () => {
  gateway = await Gateway.open(system.api.url);
});
afterEach(() => gateway.close());

/** The same login session, with an access token that has ended. */
function ended(token: string): string {
  const [header = '', payload = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
  const changed = JSON.stringify({ ...claims, exp: Math.floor(Date.now() / 1000) - 60 });
  const signed = `${header}.${Buffer.from(changed).toString('base64url')}`;
  return `${signed}.${createHmac('sha256', JWT_SECRET).update(signed).digest('base64url')}`;
}

const account = () => ({ email: newEmail(), password: 'Ada likes 42 long passwords' });

async function signedUp(tokenStore: TokenStore, { email, password } = account()): Promise<Lyceum> {
  const lyceum = new Lyceum({ baseUrl: gateway.url, tokenStore });
  await lyceum.auth.register({ email, password, name: 'Ada' });
  return lyceum;
}

const refreshes = () => gateway.seen.filter(({ path }) => path === REFRESH).length;

/** @param expiresAt when the client believes that the token ends */
function age(store: MemoryTokenStore, expiresAt: number): void {
  const tokens = store.get() as Tokens;
  store.set({ ...tokens, accessToken: ended(tokens.accessToken), expiresAt });
}

/** Somebody whose login session was ended on another device. */
async function endedElsewhere() {
  const store = new MemoryTokenStore();
  const login = account();
  const lyceum = await signedUp(store, login);
  const elsewhere = new Lyceum({ baseUrl: system.api.url });
  await elsewhere.auth.login(login);
  await elsewhere.loginSessions.deleteOthers();
  return { store, lyceum };
}

describe('tokens that end', () => {
  it.each([
    ['before a request, where the client knows', -1],
    ['after a refusal, where it does not', 600_000],
  ])('are renewed %s: once, under 50 calls', async (_when, ahead) => {
    const store = new MemoryTokenStore();
    const lyceum = await signedUp(store);
    age(store, Date.now() + ahead);
    const people = await Promise.all(Array.from({ length: 50 }, () => lyceum.users.getMe()));
    expect(new Set(people.map(({ name }) => name))).toEqual(new Set(['Ada']));
    expect(refreshes()).toBe(1);
    expect((await lyceum.users.getMe()).name).toBe('Ada');
    expect(refreshes()).toBe(1);
  });

  it('are renewed although the answer to that was lost', async () => {
    const store = new MemoryTokenStore();
    const lyceum = await signedUp(store);
    age(store, 0);
    let isFirst = true;
    gateway.fate = ({ path }) => {
      if (path !== REFRESH || !isFirst) return 'through';
      isFirst = false;
      return 'cut after';
    };
    expect((await lyceum.users.getMe()).name).toBe('Ada');
    expect(refreshes()).toBe(2);
  });

  it('are taken from the store when another program has renewed them', async () => {
    const store = new MemoryTokenStore();
    const lyceum = await signedUp(store);
    const other = new Lyceum({ baseUrl: gateway.url, tokenStore: store });
    age(store, 0);
    await Promise.all([lyceum.users.getMe(), other.users.getMe()]);
    expect((await lyceum.users.getMe()).name).toBe('Ada');
    expect((await other.users.getMe()).name).toBe('Ada');
  });

  it('do not come in place of a sign-in that was made while they were renewed', async () => {
    const store = new MemoryTokenStore();
    const lyceum = await signedUp(store);
    age(store, 0);
    const grace = account();
    await new Lyceum({ baseUrl: gateway.url }).auth.register({ ...grace, name: 'Grace' });
    // The answer to the renewal is on its way when somebody else signs in.
    gateway.before = async ({ path }) => {
      if (path === REFRESH) await lyceum.auth.login(grace);
    };
    await lyceum.users.getMe();
    expect(refreshes()).toBe(1);
    expect((await lyceum.users.getMe()).email).toBe(grace.email);
  });

  it('are kept when they are renewed by hand', async () => {
    const store = new MemoryTokenStore();
    const lyceum = await signedUp(store);
    const { refreshToken } = store.get() as Tokens;
    const { accessToken } = await lyceum.auth.refresh({ refreshToken });
    expect(store.get()).toMatchObject({ accessToken });
  });

  it.each([
    ['when the server says so', 600_000, SessionEnded],
    ['when they cannot be renewed', -1, RefreshTokenInvalid],
  ])('are forgotten %s, because the sign-in has ended', async (_when, ahead, expected) => {
    const { store, lyceum } = await endedElsewhere();
    store.set({ ...(store.get() as Tokens), expiresAt: Date.now() + ahead });
    expect(await refusalOf(lyceum.users.getMe())).toBeInstanceOf(expected);
    expect(store.get()).toBeNull();
    expect(await refusalOf(lyceum.users.getMe())).toBeInstanceOf(TokenMissing);
  });

  it('are forgotten by a sign-out, also out of a login session that has ended', async () => {
    const { store, lyceum } = await endedElsewhere();
    await lyceum.auth.logout();
    expect(store.get()).toBeNull();
  });

  it('are kept by a sign-out that ends after the next sign-in', async () => {
    const store = new MemoryTokenStore();
    const login = account();
    const lyceum = await signedUp(store, login);
    gateway.before = async ({ path }) => {
      if (path === '/api/v1/auth/logout') await lyceum.auth.login(login);
    };
    await lyceum.auth.logout();
    expect((await lyceum.users.getMe()).email).toBe(login.email);
  });

  it('are kept by a sign-out that the server did not hear of', async () => {
    const store = new MemoryTokenStore();
    const lyceum = await signedUp(store);
    gateway.fate = () => 'cut before';
    expect(await refusalOf(lyceum.auth.logout())).toBeInstanceOf(ConnectionError);
    expect(store.get()).not.toBeNull();
  });

  it('are forgotten with the account', async () => {
    const store = new MemoryTokenStore();
    const login = account();
    const lyceum = await signedUp(store, login);
    await lyceum.users.deleteMe({ password: login.password });
    expect(store.get()).toBeNull();
  });
});

describe('a call over the limit', () => {
  const email = newEmail();

  it('waits for as long as it is told, and goes through', async () => {
    const lyceum = new Lyceum({ baseUrl: gateway.url });
    await lyceum.auth.requestPasswordReset({ email });
    await lyceum.auth.requestPasswordReset({ email });
    expect(gateway.seen).toHaveLength(3);
  });

  it('is refused with the time to wait when it may not be repeated', async () => {
    const lyceum = new Lyceum({ baseUrl: gateway.url, maxRetries: 0 });
    const error = await refusalOf(lyceum.auth.requestPasswordReset({ email }));
    if (!(error instanceof RateLimited)) throw error;
    expect(error.retryAfterSeconds).toBeGreaterThan(0);
    expect(error.retryAfterSeconds).toBeLessThanOrEqual(WINDOW_SECONDS);
  });
});
