import { setTimeout as delay } from 'node:timers/promises';
import { ProblemError, SignInChanged } from './errors.js';
import type { AuthTokens } from './generated/schemas.js';
import { TokenSession, type Tokens, type TokenStore } from './tokens.js';

const claims = (of: object) => Buffer.from(JSON.stringify({ ...of, at: Math.random() })).toString('base64url');
const access = (sub: string, of: object = {}) => `h.${claims({ sub, ...of })}.s`;

let serial = 0;
const given = (sub: string): AuthTokens =>
  ({ accessToken: access(sub), refreshToken: `${sub}-${(serial += 1)}`, expiresIn: 900 }) as AuthTokens;

/** A store as slow as a file or a database. */
class SlowStore implements TokenStore {
  tokens: Tokens | null = null;

  async get(): Promise<Tokens | null> {
    await delay(3);
    return this.tokens;
  }

  async set(tokens: Tokens | null): Promise<void> {
    await delay(3);
    this.tokens = tokens;
  }
}

let store: SlowStore;
beforeEach(() => {
  store = new SlowStore();
});

/** A sign-in whose access token has ended; a renewal waits to be let go on. */
async function endedSession(sub: string) {
  let finish!: (tokens: AuthTokens) => void;
  let asked!: () => void;
  const isAsked = new Promise<void>((resolve) => (asked = resolve));
  const session = new TokenSession(store, () => {
    asked();
    return new Promise((resolve) => (finish = resolve));
  });
  await session.keep(given(sub));
  store.tokens = { ...store.tokens!, expiresAt: 0 };
  return { session, isAsked, finish: (tokens: AuthTokens) => finish(tokens) };
}

describe('the tokens of a sign-in', () => {
  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8])('do not come back after a sign-out %i ms after their renewal', async (ms) => {
    const { session, isAsked, finish } = await endedSession('ada');
    const waiting = session.accessToken().catch((error: unknown) => error);
    await isAsked;
    finish(given('ada'));
    await delay(ms);
    await session.forget(access('ada'));
    await waiting;
    expect(await store.get()).toBeNull();
  });

  it('are not those of somebody else for a call that waits', async () => {
    const { session, isAsked, finish } = await endedSession('ada');
    const waiting = session.accessToken();
    await isAsked;
    await session.keep(given('grace'));
    const renewed = given('ada');
    finish(renewed);
    expect(await waiting).toBe(renewed.accessToken);
    await expect(session.after(access('ada'))).rejects.toBeInstanceOf(SignInChanged);
  });

  it('are missed by a call that waits when somebody signs out', async () => {
    const { session } = await endedSession('ada');
    const { accessToken } = store.tokens!;
    await session.forget(access('ada'));
    await expect(session.after(accessToken)).rejects.toBeInstanceOf(SignInChanged);
  });

  it('are forgotten when the login session has ended, and not those of another one', async () => {
    const { session } = await endedSession('ada');
    const problem = { type: '', title: 'Ended', status: 401, instance: '/', code: 'session_ended', requestId: '' };
    const error = new ProblemError(problem);
    expect(await session.isRenewable(error, access('ada'))).toBe(false);
    expect(store.tokens).not.toBeNull();
    await session.isRenewable(error, store.tokens!.accessToken);
    expect(store.tokens).toBeNull();
  });

  it('are not kept when they are none', async () => {
    const { session } = await endedSession('ada');
    await expect(session.keep({} as AuthTokens)).rejects.toThrow('not as Lyceum does');
    expect(store.tokens).not.toBeNull();
  });

  it('stay when the sign-in before them has ended', async () => {
    const { session } = await endedSession('ada');
    store.tokens = { ...store.tokens!, accessToken: access('ada', { sid: 'second' }) };
    await session.forget(access('ada', { sid: 'first' }));
    expect(store.tokens).not.toBeNull();
    await session.forget(access('ada', { sid: 'second' }));
    expect(store.tokens).toBeNull();
  });

  it('that live shortly are not renewed with each call', async () => {
    let renewals = 0;
    const expiresIn = 20;
    const session = new TokenSession(store, () => {
      renewals += 1;
      return Promise.resolve({ ...given('ada'), accessToken: access('ada', { iat: 0, exp: expiresIn }), expiresIn });
    });
    await session.keep(given('ada'));
    store.tokens = { ...store.tokens!, expiresAt: 0 };
    await session.accessToken();
    await session.accessToken();
    expect(renewals).toBe(1);
    store.tokens = { ...store.tokens, expiresAt: Date.now() + 9_000 };
    await session.accessToken();
    expect(renewals).toBe(2);
  });

  it('of one account do not wait for those of another one, whose renewal hangs', async () => {
    const [ada, grace] = [await endedSession('ada'), new SlowStore()];
    const hanging = ada.session.accessToken();
    await ada.isAsked;
    const session = new TokenSession(grace, () => Promise.resolve(given('grace')));
    await session.keep(given('grace'));
    grace.tokens = { ...grace.tokens!, expiresAt: 0 };
    expect(await session.accessToken()).toBe(grace.tokens.accessToken);
    ada.finish(given('ada'));
    await hanging;
  });
});
