import type { AuthTokens } from './generated/schemas.js';

/** What a sign-in gives: for as long as it lasts, the tokens of the moment. */
export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** When the access token ends, in milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Where tokens are kept: memory, a file, the storage of a browser, a row of a database. */
export interface TokenStore {
  get(): Tokens | null | Promise<Tokens | null>;
  /** @param tokens null when the sign-in has ended */
  set(tokens: Tokens | null): void | Promise<void>;
}

/** Forgets when the program ends. */
export class MemoryTokenStore implements TokenStore {
  private tokens: Tokens | null = null;

  get(): Tokens | null {
    return this.tokens;
  }

  set(tokens: Tokens | null): void {
    this.tokens = tokens;
  }
}

/** Renewed a little before they end, so that no request finds that out. */
const RENEW_BEFORE_MS = 30_000;

/** The tokens of a sign-in: renewed when they end, by one request at a time, however many calls wait for it. */
export class TokenSession {
  private renewing: Promise<string | undefined> | null = null;

  constructor(
    private readonly store: TokenStore,
    /** Asks for new tokens. */
    private readonly renew: (refreshToken: string) => Promise<AuthTokens>,
    /** Whether a refusal says that the sign-in has ended. */
    private readonly isOver: (error: unknown) => boolean,
    /** Other tabs of a browser share the store. */
    private readonly lockName: string,
  ) {}

  /** @returns an access token that is good, or undefined without a sign-in */
  async accessToken(): Promise<string | undefined> {
    const tokens = await this.store.get();
    if (!tokens) return undefined;
    return isGood(tokens) ? tokens.accessToken : this.renewed();
  }

  /** @param refused an access token that the server takes no more @returns the one that came after it */
  renewed(refused?: string): Promise<string | undefined> {
    this.renewing ??= this.alone(() => this.renewUnlessDone(refused)).finally(() => {
      this.renewing = null;
    });
    return this.renewing;
  }

  async keep({ accessToken, refreshToken, expiresIn }: AuthTokens): Promise<void> {
    await this.store.set({ accessToken, refreshToken, expiresAt: Date.now() + expiresIn * 1000 });
  }

  async forget(): Promise<void> {
    await this.store.set(null);
  }

  private async renewUnlessDone(refused: string | undefined): Promise<string | undefined> {
    const tokens = await this.store.get();
    if (!tokens) return undefined;
    if (tokens.accessToken !== refused && isGood(tokens)) return tokens.accessToken;
    try {
      const renewed = await this.renew(tokens.refreshToken);
      if (!(await this.holds(tokens))) return (await this.store.get())?.accessToken;
      await this.keep(renewed);
      return renewed.accessToken;
    } catch (error) {
      if (this.isOver(error) && (await this.holds(tokens))) await this.forget();
      throw error;
    }
  }

  /** Whether nobody has signed in or out in the meantime. */
  private async holds({ refreshToken }: Tokens): Promise<boolean> {
    return (await this.store.get())?.refreshToken === refreshToken;
  }

  private async alone<T>(work: () => Promise<T>): Promise<T> {
    const { locks } = (globalThis.navigator as Navigator | undefined) ?? {};
    return await (locks ? locks.request(this.lockName, work) : work());
  }
}

function isGood({ expiresAt }: Tokens): boolean {
  return expiresAt - RENEW_BEFORE_MS > Date.now();
}
