import {
  type BrowserRegister,
  BrowserSignInApi,
  type BrowserSignIn,
  Connection,
  ConnectionError,
  type Login,
  ProblemError,
  type SignedInUser,
} from '@lyceum/sdk';
import { forgetDrafts } from './forget-drafts.ts';

/** Renewed a little before it ends, so that no request finds that out. */
const RENEW_BEFORE_MS = 30_000;

/** Whose cookie there may be, which no script sees: without it nobody asks for a token in vain. */
const HINT = 'lyceum.signed-in';

/** That the last one here has signed out, which is no end that a sign-in has by itself. */
const SIGNED_OUT = 'lyceum.signed-out';

/**
 * A request goes on when its page is left: otherwise the answer with the next cookie would be lost, and an old cookie that
 * is used later ends the login session.
 */
const lasting: typeof fetch = (address, init) => fetch(address, { ...init, keepalive: true });

const signIn = new BrowserSignInApi(
  new Connection({ baseUrl: location.origin, headers: { 'X-Requested-With': 'dashboard' }, fetch: lasting }),
);

interface SignedIn {
  readonly user: SignedInUser;
  readonly accessToken: string;
  readonly expiresAt: number;
}

/** The sign-in of this page: the access token is here and nowhere else, the refresh token is a cookie that no script reads. */
class Session {
  #signedIn: SignedIn | null = null;
  #renewing: Promise<SignedIn> | null = null;
  #departure: Promise<unknown> | null = null;
  #reading = new AbortController();
  readonly #writing = new Set<Promise<unknown>>();
  #hasLeft = false;
  readonly #listeners = new Set<() => void>();

  constructor() {
    // Whoever signs in or out in one tab has done so in all of them: they have one cookie.
    window.addEventListener('storage', ({ key, newValue }) => {
      if (key !== HINT || newValue === (this.user?.id ?? null)) return;
      this.#set(null);
      // What goes wrong shows at the next sign-in, which is where this tab is now.
      if (newValue !== null) void this.#renew().catch(() => null);
    });
  }

  get user(): SignedInUser | null {
    return this.#signedIn?.user ?? null;
  }

  /** Whether the last one has signed out, in whatever tab: what was theirs is not for whoever sits here now. */
  get isSignedOut(): boolean {
    return localStorage.getItem(SIGNED_OUT) !== null;
  }

  /** Whether the last one here has closed the account. */
  get hasLeft(): boolean {
    return this.#hasLeft;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Goes on with a sign-in of before, if there is one. */
  async restore(): Promise<void> {
    if (localStorage.getItem(HINT) === null) return;
    await this.#renew().catch((error: unknown) => {
      if (!isRefusal(error)) throw error;
    });
  }

  /** @throws InvalidCredentials and what else a sign-in is refused for */
  async login(credentials: Login): Promise<void> {
    this.#keep(await signIn.login(credentials));
  }

  /** A zone of the device that the server does not know is left out. @throws EmailTaken and what else a sign-up is refused for */
  async register(account: BrowserRegister): Promise<void> {
    const { timeZone: _, ...withoutZone } = account;
    const made = signIn.register(account).catch((error: unknown) => {
      if (!isUnknownZone(error)) throw error;
      return signIn.register(withoutZone);
    });
    this.#keep(await made);
  }

  logout(): Promise<void> {
    return this.#depart(() => signIn.logout());
  }

  /**
   * @param close ends the account, and with it everything that it is signed in with
   * @throws what that throws
   */
  async leave(close: (accessToken: string) => PromiseLike<unknown>): Promise<void> {
    const accessToken = await this.accessToken();
    await this.#depart(async () => {
      await close(accessToken);
      this.#hasLeft = true;
      // The cookie leads nowhere any more, whether it could be removed or not.
      await signIn.logout().catch(() => null);
    });
  }

  /** Sends what is asked as whoever is signed in. What they read, they read no more when they sign out; what they do is done first. */
  send(address: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
    if (init.method === 'GET') {
      const signals = [this.#reading.signal, ...(init.signal ? [init.signal] : [])];
      return fetch(address, { ...init, signal: AbortSignal.any(signals) });
    }
    const sent = fetch(address, init);
    const settled = sent.catch(() => null).finally(() => this.#writing.delete(settled));
    this.#writing.add(settled);
    return sent;
  }

  /**
   * What is to be asked meanwhile waits: the server would refuse it.
   * @param end ends the sign-in @throws what that throws; then it goes on
   */
  async #depart(end: () => Promise<unknown>): Promise<void> {
    this.#reading.abort();
    this.#reading = new AbortController();
    const leaver = this.user?.id;
    const ended = Promise.all(this.#writing)
      .then(end)
      .then(() => {
        if (leaver !== undefined) forgetDrafts(leaver);
        localStorage.setItem(SIGNED_OUT, '');
        this.#end();
      });
    this.#departure = ended.catch(() => null);
    try {
      await ended;
    } finally {
      this.#departure = null;
    }
  }

  /** What its person has changed of themselves. */
  know(user: SignedInUser): void {
    if (this.#signedIn?.user.id !== user.id) return;
    this.#signedIn = { ...this.#signedIn, user };
    this.#tell();
  }

  /**
   * @returns one that is good
   * @throws Error when nobody is signed in, or somebody else meanwhile: what was asked for was not their wish
   */
  async accessToken(): Promise<string> {
    const wisher = this.user?.id;
    await this.#departure;
    const known = this.#signedIn;
    if (!known || known.user.id !== wisher) throw new Error('Whoever asked is not signed in any more.');
    if (known.expiresAt - RENEW_BEFORE_MS > Date.now()) return known.accessToken;
    const renewed = await this.#renew();
    if (renewed.user.id !== wisher) throw new Error('Somebody else has signed in.');
    return renewed.accessToken;
  }

  /** The server has refused the token, whatever the clock says. */
  distrust(): void {
    if (this.#signedIn) this.#signedIn = { ...this.#signedIn, expiresAt: 0 };
  }

  /**
   * For what goes on by itself, and whose token the server has refused.
   * @returns whether there is a new one; the sign-in ends when the server says that it has ended
   */
  renewed(): Promise<boolean> {
    this.distrust();
    return this.#renew().then(
      () => true,
      (error: unknown) => {
        if (error instanceof ProblemError || error instanceof ConnectionError) return false;
        throw error;
      },
    );
  }

  #renew(): Promise<SignedIn> {
    this.#renewing ??= alone(async () => this.#keep(await signIn.refresh()))
      .catch((error: unknown) => {
        if (isRefusal(error)) this.#end();
        throw error;
      })
      .finally(() => {
        this.#renewing = null;
      });
    return this.#renewing;
  }

  #keep({ user, accessToken, expiresIn }: BrowserSignIn): SignedIn {
    localStorage.removeItem(SIGNED_OUT);
    localStorage.setItem(HINT, user.id);
    this.#hasLeft = false;
    const signedIn = { user, accessToken, expiresAt: Date.now() + expiresIn * 1000 };
    this.#set(signedIn);
    return signedIn;
  }

  #end(): void {
    localStorage.removeItem(HINT);
    this.#set(null);
  }

  #set(signedIn: SignedIn | null): void {
    const isSame = this.#signedIn?.user.id === signedIn?.user.id;
    // Those who look at the user are not told of each token.
    this.#signedIn = signedIn && this.#signedIn && isSame ? { ...signedIn, user: this.#signedIn.user } : signedIn;
    if (!isSame) this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** Whether the server says that there is no sign-in any more. */
function isRefusal(error: unknown): boolean {
  return error instanceof ProblemError && error.status === 401;
}

/** Whether the time zone is all that is wrong. */
function isUnknownZone(error: unknown): boolean {
  return (
    error instanceof ProblemError && error.errors.length > 0 && error.errors.every(({ field }) => field === 'timeZone')
  );
}

/** Of all tabs: so no answer with an older cookie comes after that of a newer one. Only secure origins have locks. */
async function alone<T>(work: () => Promise<T>): Promise<T> {
  const { locks } = navigator as { readonly locks?: LockManager };
  return locks ? await locks.request('lyceum refresh', work) : work();
}

export const session = new Session();
