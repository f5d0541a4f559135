import { type Expected, failureOf, readAnswer, refusal } from './answers.js';
import { type Answer, Call, ListCall, Page, type PageBody } from './call.js';
import { ConnectionError, LyceumError, ProblemError, TimeoutError, UnexpectedAnswer } from './errors.js';
import type { AuthTokens } from './generated/schemas.js';
import { Caller } from './caller.js';
import { headersOf } from './headers.js';
import type { CallOptions, KeyedCallOptions, LyceumOptions, MatchCallOptions, Secret } from './options.js';
import { mayRepeat, pause, pauseMs } from './retry.js';
import { after, onAbort, unlessAborted } from './signals.js';
import { MemoryTokenStore, TokenSession } from './tokens.js';
import { baseOf, type Path, withQuery } from './url.js';

const TIMEOUT_MS = 30_000;
const MAX_RETRIES = 2;

/** One request of the API, as the document describes it. */
export interface Request extends Expected {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string | Path;
  readonly query?: object | undefined;
  readonly body?: unknown;
  readonly options?: (CallOptions & KeyedCallOptions & MatchCallOptions) | undefined;
  /** Takes an `Idempotency-Key`, with which it is done once however often it is sent. */
  readonly isKeyed?: boolean;
  /** Does no harm when it is done twice, whatever its method says. */
  readonly isRepeatable?: boolean;
  /** Nobody has to say who they are. */
  readonly isOpen?: boolean;
  /** Begins a sign-in, ends it, or ends it together with the account. */
  readonly signs?: 'in' | 'out' | 'closing';
}

/** A request as it is sent: made once, however often that is. */
interface Prepared {
  readonly name: string;
  readonly address: string;
  readonly body: string | undefined;
  readonly timeoutMs: number;
  readonly maxRetries: number;
  /** Whether the attempt has got further than to ask for a token. */
  isSent: boolean;
}

/** What every resource stands on: sends requests, says who calls, sends again what failed for a reason that passes. */
export class Connection {
  // Nothing of it is shown where a client is printed.
  readonly #options: LyceumOptions;
  readonly #session: TokenSession | null;
  readonly #secret: Secret | undefined;
  readonly #base: string;

  constructor(options: LyceumOptions) {
    const ways = (['apiKey', 'token', 'tokenStore'] as const).filter((name) => name in options);
    if (ways.length > 1) throw new TypeError('Give one of apiKey, token and tokenStore.');
    for (const way of ways)
      if (!options[way]) throw new TypeError(`The ${way} is empty: leave it out where nobody is to be signed in.`);
    const { baseUrl, apiKey, token, tokenStore, timeoutMs = TIMEOUT_MS, maxRetries = MAX_RETRIES } = options;
    assertLimits(timeoutMs, maxRetries);
    this.#options = options;
    this.#base = baseOf(baseUrl);
    this.#secret = apiKey ?? token;
    this.#session =
      this.#secret === undefined
        ? new TokenSession(tokenStore ?? new MemoryTokenStore(), (refreshToken) => this.#renew(refreshToken))
        : null;
  }

  /** Sends a request and answers what came back, as the document says that it does. */
  call<T>(request: Request): Call<T> {
    return new Call(this.#answer<T>(request));
  }

  list<T>(request: Request): ListCall<T> {
    const page = async (): Promise<Answer<Page<T>>> => {
      const answer = await this.#answer<PageBody<T>>(request);
      const { data: body, response } = answer as Answer<{ data?: unknown; meta?: unknown } | null>;
      if (!Array.isArray(body?.data) || typeof body.meta !== 'object' || body.meta === null)
        throw new UnexpectedAnswer(response.status, JSON.stringify(body), response.headers);
      const ask = (place: object) => this.list<T>({ ...request, query: { ...request.query, ...place } });
      return { ...answer, data: new Page(answer.data, ask) };
    };
    return new ListCall(page());
  }

  /** Opens a stream. The time limit is for its beginning only. @returns the answer, its body unread */
  open(request: Request, headers: Record<string, string>): Promise<Response> {
    return this.#repeatedly(request, this.#callerOf(request), (response) => Promise.resolve(response), {
      accept: 'text/event-stream',
      ...headers,
    });
  }

  async #answer<T>(request: Request): Promise<Answer<T>> {
    const key: Record<string, string> = request.isKeyed
      ? { 'idempotency-key': request.options?.idempotencyKey ?? randomKey() }
      : {};
    const caller = this.#callerOf(request);
    try {
      const answer = await this.#repeatedly(request, caller, (response) => readAnswer<T>(response, request), key);
      if (request.signs !== undefined)
        await unlessAborted(request.options?.signal, this.#sign(request.signs, caller, answer.data));
      return answer;
    } catch (error) {
      // Whoever signs out of what has ended is signed out.
      if (request.signs !== 'out' || !this.#session || !(error instanceof ProblemError) || error.status !== 401)
        throw error;
      await unlessAborted(request.options?.signal, this.#sign('out', caller));
      return { data: undefined as T, response: new Response(null, { status: 204 }), requestId: error.requestId };
    }
  }

  #callerOf({ isOpen }: Request): Caller | null {
    return isOpen ? null : new Caller(this.#session, this.#secret);
  }

  /** What the store is told of a sign-in that has begun or ended. */
  async #sign(signs: 'in' | 'out' | 'closing', caller: Caller | null, tokens?: unknown): Promise<void> {
    if (signs === 'in') await this.#session?.keep(tokens as AuthTokens);
    else if (caller?.sentWith !== undefined) await this.#session?.forget(caller.sentWith);
  }

  async #repeatedly<T>(
    request: Request,
    caller: Caller | null,
    read: (response: Response) => Promise<T>,
    headers: Record<string, string>,
  ): Promise<T> {
    const prepared = this.#prepare(request);
    let mayBeDone = false;
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await this.#attempt(request, prepared, caller, headers, read);
      } catch (error) {
        if (caller && (await unlessAborted(request.options?.signal, caller.mayRenew(error)))) {
          attempt -= 1;
          continue;
        }
        // The attempt before has deleted it, and only its answer was lost.
        if (mayBeDone && request.method === 'DELETE' && error instanceof ProblemError && error.status === 404)
          return await read(new Response(null, { status: 204 }));
        const failure = failureOf(error);
        if (!failure || attempt >= prepared.maxRetries || !mayRepeat(failure, this.#canBeRepeated(request)))
          throw error;
        mayBeDone ||= prepared.isSent && !failure.isUnsent && failure.status !== 429;
        await pause(pauseMs(attempt, failure.retryAfterSeconds), request.options?.signal);
      }
    }
  }

  /** Whether doing it twice leaves and answers what doing it once does. With `If-Match` a second time is refused. */
  #canBeRepeated({ method, isKeyed, isRepeatable, isVoid, options }: Request): boolean {
    if (method === 'GET' || isKeyed || isRepeatable) return true;
    if (method !== 'PUT' && !(method === 'DELETE' && isVoid)) return false;
    return options?.ifMatch === undefined && !headersOf(this.#options.headers, options?.headers).has('if-match');
  }

  /** @throws TypeError for what cannot be sent */
  #prepare({ method, path, query, body, options = {} }: Request): Prepared {
    const { timeoutMs = this.#options.timeoutMs ?? TIMEOUT_MS, maxRetries = this.#options.maxRetries ?? MAX_RETRIES } =
      options;
    assertLimits(timeoutMs, maxRetries);
    const [shown, filled] = typeof path === 'string' ? [path, path] : [path.shown, path.fill()];
    return {
      name: `${method} ${shown}`,
      address: withQuery(this.#base + filled, query),
      body: body === undefined ? undefined : JSON.stringify(body),
      timeoutMs,
      maxRetries,
      isSent: false,
    };
  }

  async #attempt<T>(
    { method, options = {} }: Request,
    prepared: Prepared,
    caller: Caller | null,
    headers: Record<string, string>,
    read: (response: Response) => Promise<T>,
  ): Promise<T> {
    const { signal, ifMatch } = options;
    const { name, address, body, timeoutMs } = prepared;
    prepared.isSent = false;
    signal?.throwIfAborted();
    const limit = new AbortController();
    const letGo = onAbort(signal, () => limit.abort(signal?.reason));
    const stop = after(timeoutMs, () => limit.abort(new TimeoutError(`${name} took longer than ${timeoutMs} ms.`)));
    try {
      const token = await unlessAborted(limit.signal, caller?.token() ?? Promise.resolve(undefined));
      const init: RequestInit = {
        method,
        // Nobody else is told who calls.
        redirect: 'manual',
        signal: limit.signal,
        headers: headersOf(
          { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
          this.#options.headers,
          { authorization: token === undefined ? undefined : `Bearer ${token}` },
          { 'if-match': ifMatch === undefined ? undefined : entityTag(ifMatch) },
          headers,
          options.headers,
        ),
        ...(body === undefined ? {} : { body }),
      };
      prepared.isSent = true;
      return await unlessAborted(limit.signal, this.#exchange(name, address, init, read));
    } catch (error) {
      throw limit.signal.aborted ? limit.signal.reason : error;
    } finally {
      stop();
      letGo();
    }
  }

  async #exchange<T>(
    name: string,
    address: string,
    init: RequestInit,
    read: (response: Response) => Promise<T>,
  ): Promise<T> {
    try {
      const response = await (this.#options.fetch ?? globalThis.fetch)(address, init);
      if (!response.ok) throw await refusal(response);
      return await read(response);
    } catch (error) {
      if (error instanceof LyceumError) throw error;
      if (isRefusedByFetch(error)) throw new TypeError(`${name} cannot be sent: ${textOf(error)}`, { cause: error });
      throw new ConnectionError(`${name} got no answer: ${textOf(error)}`, { cause: error });
    }
  }

  async #renew(refreshToken: string): Promise<AuthTokens> {
    // An old one is good for some seconds after its use, so that a lost answer can be asked for again.
    const request = { method: 'POST', path: '/api/v1/auth/refresh', body: { refreshToken } } as const;
    return (await this.#answer<AuthTokens>({ ...request, isOpen: true, isRepeatable: true })).data;
  }
}

/** @throws TypeError */
function assertLimits(timeoutMs: number, maxRetries: number): void {
  if (!(timeoutMs > 0)) throw new TypeError('The timeoutMs is no number of milliseconds above 0.');
  if (!(maxRetries >= 0)) throw new TypeError('The maxRetries is no number from 0 on.');
}

/** `"v3"` of version 3, and an `ETag` as it is. */
function entityTag(version: string | number): string {
  return typeof version === 'number' ? `"v${version}"` : version;
}

/** Whether Node did not send it: some headers it refuses only then. Browsers leave those out. */
function isRefusedByFetch(error: unknown): boolean {
  const { cause } = (error ?? {}) as { readonly cause?: { readonly code?: unknown } };
  return /^UND_ERR_(?:INVALID_ARG|NOT_SUPPORTED|REQ_CONTENT_LENGTH_MISMATCH)$/.test(String(cause?.code));
}

function textOf(error: unknown): string {
  const { message, cause } = (error ?? {}) as {
    readonly message?: string;
    readonly cause?: { readonly message?: string };
  };
  return [message, cause?.message].filter(Boolean).join(': ');
}

/** 128 random bits; `randomUUID` is not there on pages without TLS. */
function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
