import { ProblemError, SignInChanged, UnexpectedAnswer } from './errors.js';
import type { AuthTokens } from './generated/schemas.js';

/** What a sign-in gives: for as long as it lasts, the tokens of the moment. */
export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** When the access token ends, in milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Where tokens are kept: memory, a file, the storage of a browser, a row of a database. It must not call the client. */
export interface TokenStore {
  get(): Tokens | null | Promise<Tokens | null>;
  /** @param tokens null when the sign-in has ended */
  set(tokens: Tokens | null): void | Promise<void>;
}

/** Forgets when the program ends. */
export class MemoryTokenStore implements TokenStore {
  #tokens: Tokens | null = null;

  get(): Tokens | null {
    return this.#tokens;
  }

  set(tokens: Tokens | null): void {
    this.#tokens = tokens;
  }
}

/** Renewed a little before they end, so that no request finds that out. */
const RENEW_BEFORE_MS = 30_000;

/** Refusals after which an access token may be renewed: it has ended, or the server signs with another key now. */
const RENEWABLE = new Set(['token_expired', 'token_invalid']);

/** The tokens of a sign-in: renewed when they end, by one request at a time, however many calls wait for it. */
export class TokenSession {
  private renewing: Promise<string | undefined> | null = null;
  /** What was last begun with the store: one thing is done after the other. */
  private storing: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: TokenStore,
    /** Asks for new tokens. */
    private readonly renew: (refreshToken: string) => Promise<AuthTokens>,
  ) {}

  /** @returns an access token that is good, or undefined without a sign-in */
  async accessToken(): Promise<string | undefined> {
    const tokens = await this.store.get();
    if (!tokens) return undefined;
    return isGood(tokens) ? tokens.accessToken : this.next(tokens.accessToken, undefined);
  }

  /**
   * @param refused an access token that the server takes no more
   * @returns the one that came after it
   * @throws SignInChanged when there is none, or one of somebody else
   */
  after(refused: string): Promise<string> {
    return this.next(refused, refused);
  }

  /** Looks at what refused a call that had this token. @returns whether it may be sent again with another one */
  async isRenewable(error: unknown, token: string): Promise<boolean> {
    if (!(error instanceof ProblemError)) return false;
    if (error.code === 'session_ended') await this.forgetThose((tokens) => tokens.accessToken === token);
    return RENEWABLE.has(error.code);
  }

  /** After a sign-in. */
  async keep(tokens: AuthTokens): Promise<void> {
    await this.inTurn(() => this.store.set(kept(tokens)));
  }

  /** @param ended an access token of the sign-in that has ended: one that was begun in the meantime stays */
  forget(ended: string): Promise<void> {
    return this.forgetThose(({ accessToken }) => isOfSameSignIn(accessToken, ended));
  }

  /** @param refused undefined where the clock alone says that it has ended: the one of the same second is the same */
  private async next(former: string, refused: string | undefined): Promise<string> {
    this.renewing ??= this.renewed(refused).finally(() => {
      this.renewing = null;
    });
    const next = await this.renewing;
    if (next !== undefined && isOfSame(next, former)) return next;
    throw new SignInChanged('Somebody has signed in or out while this call waited for a token.');
  }

  private async renewed(refused: string | undefined): Promise<string | undefined> {
    const before = await this.store.get();
    if (!before) return undefined;
    // Of the others that share the store, tabs or accounts, only those wait for each other that have the same sign-in.
    return alone(`lyceum ${digest(before.refreshToken)}`, async () => {
      const tokens = await this.store.get();
      if (!tokens || (tokens.accessToken !== refused && isGood(tokens))) return tokens?.accessToken;
      try {
        const renewed = await this.renew(tokens.refreshToken);
        const isTheirs = ({ refreshToken }: Tokens) => refreshToken === tokens.refreshToken;
        await this.replaceThose(isTheirs, kept(renewed));
        return renewed.accessToken;
      } catch (error) {
        if (error instanceof ProblemError && error.status === 401)
          await this.forgetThose(({ refreshToken }) => refreshToken === tokens.refreshToken);
        throw error;
      }
    });
  }

  private forgetThose(meant: (tokens: Tokens) => boolean): Promise<void> {
    return this.replaceThose(meant, null);
  }

  /** Unless somebody has signed in or out in the meantime. */
  private replaceThose(meant: (tokens: Tokens) => boolean, next: Tokens | null): Promise<void> {
    return this.inTurn(async () => {
      const tokens = await this.store.get();
      if (tokens && meant(tokens)) await this.store.set(next);
    });
  }

  private inTurn(work: () => void | Promise<void>): Promise<void> {
    const done = this.storing.then(work);
    this.storing = done.catch(() => undefined);
    return done;
  }
}

async function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
  const { locks } = (globalThis.navigator as Navigator | undefined) ?? {};
  return await (locks ? locks.request(name, work) : work());
}

/** Names a lock, which others may read: nothing follows from it (FNV-1a). */
function digest(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash >>> 0).toString(16);
}

/** @throws UnexpectedAnswer for what are no tokens */
function kept(given: Partial<AuthTokens> | null): Tokens {
  const { accessToken, refreshToken, expiresIn = NaN } = given ?? {};
  if (typeof accessToken !== 'string' || typeof refreshToken !== 'string' || !(expiresIn > 0))
    throw new UnexpectedAnswer(200, '');
  return { accessToken, refreshToken, expiresAt: Date.now() + expiresIn * 1000 };
}

/** Of those that live shortly the first half counts: otherwise each call would renew them. */
function isGood({ accessToken, expiresAt }: Tokens): boolean {
  const { iat = NaN, exp = NaN } = claimsOf(accessToken);
  const livesMs = (exp - iat) * 1000 || Infinity;
  return expiresAt - Math.min(RENEW_BEFORE_MS, livesMs / 2) > Date.now();
}

/** Whether two access tokens are of the same person, as far as they say whose they are. */
function isOfSame(one: string, other: string): boolean {
  return claimsOf(one).sub === claimsOf(other).sub;
}

function isOfSameSignIn(one: string, other: string): boolean {
  return isOfSame(one, other) && claimsOf(one).sid === claimsOf(other).sid;
}

/** Whose it is, of which login session, and from when to when, in seconds. */
interface Claims {
  readonly sub?: string;
  readonly sid?: string;
  readonly iat?: number;
  readonly exp?: number;
}

/** @returns nothing for what cannot be read: it is for the server alone */
function claimsOf(token: string): Claims {
  try {
    const claims = (token.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/');
    return (JSON.parse(atob(claims)) ?? {}) as Claims;
  } catch {
    return {};
  }
}
