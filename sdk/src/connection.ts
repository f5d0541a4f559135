import { type Answer, Call, ListCall, Page, type PageBody } from './call.js';
import { ConnectionError, type ProblemBody, ProblemError, TimeoutError, UnexpectedAnswer } from './errors.js';
import type { AuthTokens } from './generated/schemas.js';
import type { CallOptions, KeyedCallOptions, LyceumOptions, MatchCallOptions, Secret } from './options.js';
import { type Failure, mayRepeat, pause, pauseMs, readRetryAfter } from './retry.js';
import { MemoryTokenStore, TokenSession } from './tokens.js';
import { withQuery } from './url.js';

const TIMEOUT_MS = 30_000;
const MAX_RETRIES = 2;

/** One request of the API, as the document describes it. */
export interface Request {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: object | undefined;
  readonly body?: unknown;
  readonly options?: (CallOptions & KeyedCallOptions & MatchCallOptions) | undefined;
  /** Takes an `Idempotency-Key`, with which it is done once however often it is sent. */
  readonly isKeyed?: boolean;
  /** Does no harm when it is done twice, whatever its method says. */
  readonly isRepeatable?: boolean;
  /** Answers nothing. */
  readonly isVoid?: boolean;
  /** Answers text, such as a calendar file. */
  readonly isText?: boolean;
  /** Nobody has to say who they are. */
  readonly isOpen?: boolean;
  /** Begins a sign-in, or ends it. */
  readonly signs?: 'in' | 'out';
}

/** What every resource stands on: sends requests, says who calls, sends again what failed for a reason that passes. */
export class Connection {
  private readonly session: TokenSession | null;
  private readonly secret: Secret | undefined;
  private readonly base: string;

  constructor(private readonly options: LyceumOptions) {
    const { baseUrl, apiKey, token, tokenStore } = options;
    if ([apiKey, token, tokenStore].filter((one) => one !== undefined).length > 1)
      throw new TypeError('Give one of apiKey, token and tokenStore.');
    if (!URL.canParse(baseUrl)) throw new TypeError(`The baseUrl "${baseUrl}" is no URL.`);
    this.base = new URL(baseUrl).href.replace(/\/+$/, '');
    this.secret = apiKey ?? token;
    this.session =
      this.secret === undefined
        ? new TokenSession(
            tokenStore ?? new MemoryTokenStore(),
            (refreshToken) => this.renew(refreshToken),
            (error) => error instanceof ProblemError && error.status === 401,
            `lyceum ${this.base}`,
          )
        : null;
  }

  /** Sends a request and answers what came back, as the document says that it does. */
  call<T>(request: Request): Call<T> {
    return new Call(this.answer<T>(request));
  }

  list<T>(request: Request): ListCall<T> {
    const page = async (): Promise<Answer<Page<T>>> => {
      const answer = await this.answer<PageBody<T>>(request);
      const ask = (place: object) => this.list<T>({ ...request, query: { ...request.query, ...place } });
      return { ...answer, data: new Page(answer.data, ask) };
    };
    return new ListCall(page());
  }

  /** Opens a stream. The time limit is for its beginning only. @returns the answer, its body unread */
  open(request: Request, headers: Record<string, string>): Promise<Response> {
    return this.repeatedly(request, (response) => Promise.resolve(response), {
      accept: 'text/event-stream',
      ...headers,
    });
  }

  /** @returns whether a request may be sent again with another token than this one was */
  async renewToken(refused: string): Promise<boolean> {
    const next = await this.session?.renewed(refused);
    return next !== undefined && next !== refused;
  }

  private async answer<T>(request: Request): Promise<Answer<T>> {
    const headers: Record<string, string> = {};
    if (request.isKeyed) headers['idempotency-key'] = request.options?.idempotencyKey ?? randomKey();
    const answer = await this.repeatedly(request, (response) => readAnswer<T>(response, request), headers);
    if (request.signs === 'in') await this.session?.keep(answer.data as AuthTokens);
    if (request.signs === 'out') await this.session?.forget();
    return answer;
  }

  private async repeatedly<T>(
    request: Request,
    read: (response: Response) => Promise<T>,
    headers: Record<string, string>,
  ): Promise<T> {
    const { signal, maxRetries = this.options.maxRetries ?? MAX_RETRIES } = request.options ?? {};
    let isRenewed = false;
    let mayBeDone = false;
    for (let attempt = 0; ; attempt += 1) {
      const token = request.isOpen ? undefined : await this.token();
      try {
        return await this.attempt(request, token, headers, read);
      } catch (error) {
        if (token !== undefined && !isRenewed && isExpired(error) && (await this.renewToken(token))) {
          isRenewed = true;
          attempt -= 1;
          continue;
        }
        // The attempt before has deleted it, and only its answer was lost.
        if (
          mayBeDone &&
          request.method === 'DELETE' &&
          request.isVoid &&
          error instanceof ProblemError &&
          error.status === 404
        )
          return await read(new Response(null, { status: 204 }));
        const failure = failureOf(error);
        if (!failure || attempt >= maxRetries || !mayRepeat(failure, canBeRepeated(request))) throw error;
        mayBeDone ||= !failure.isUnsent && failure.status !== 429;
        await pause(pauseMs(attempt, failure.retryAfterSeconds), signal);
      }
    }
  }

  private async attempt<T>(
    request: Request,
    token: string | undefined,
    headers: Record<string, string>,
    read: (response: Response) => Promise<T>,
  ): Promise<T> {
    const { method, body, options = {} } = request;
    const { signal, timeoutMs = this.options.timeoutMs ?? TIMEOUT_MS } = options;
    signal?.throwIfAborted();
    const limit = new AbortController();
    const abort = () => limit.abort(signal?.reason);
    signal?.addEventListener('abort', abort, { once: true });
    const giveUp = () => limit.abort(new TimeoutError(`${method} ${request.path} took longer than ${timeoutMs} ms.`));
    const timer = Number.isFinite(timeoutMs) ? setTimeout(giveUp, timeoutMs) : undefined;
    const send = this.options.fetch ?? globalThis.fetch;
    try {
      const response = await send(withQuery(this.base + request.path, request.query), {
        method,
        redirect: 'error',
        signal: limit.signal,
        headers: {
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...this.options.headers,
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(options.ifMatch === undefined ? {} : { 'if-match': entityTag(options.ifMatch) }),
          ...headers,
          ...options.headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (!response.ok) throw await refusal(response);
      return await read(response);
    } catch (error) {
      if (limit.signal.aborted) throw limit.signal.reason;
      if (error instanceof ProblemError || error instanceof UnexpectedAnswer) throw error;
      throw new ConnectionError(`${method} ${request.path} got no answer: ${textOf(error)}`, { cause: error });
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    }
  }

  private async token(): Promise<string | undefined> {
    if (this.session) return this.session.accessToken();
    return typeof this.secret === 'function' ? this.secret() : this.secret;
  }

  private async renew(refreshToken: string): Promise<AuthTokens> {
    // An old one is good for some seconds after its use, so that a lost answer can be asked for again.
    const request = { method: 'POST', path: '/api/v1/auth/refresh', body: { refreshToken } } as const;
    return (await this.answer<AuthTokens>({ ...request, isOpen: true, isRepeatable: true })).data;
  }
}

async function readAnswer<T>(response: Response, { isVoid, isText }: Request): Promise<Answer<T>> {
  const text = await response.text();
  const data = (isVoid ? undefined : isText ? text : parse(text, response)) as T;
  return { data, response, requestId: response.headers.get('x-request-id') };
}

async function refusal(response: Response): Promise<ProblemError | UnexpectedAnswer> {
  const text = await response.text();
  const body = parse(text, response) as Partial<ProblemBody> | null;
  // Gateways refuse in JSON as well.
  if (typeof body?.code !== 'string') return new UnexpectedAnswer(response.status, text);
  return new ProblemError(body as ProblemBody, readRetryAfter(response.headers.get('retry-after')));
}

/** @throws UnexpectedAnswer for what is no JSON: nothing else comes from the server itself */
function parse(text: string, { status, headers }: Response): unknown {
  if (!/^application\/(problem\+)?json/.test(headers.get('content-type') ?? ''))
    throw new UnexpectedAnswer(status, text);
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new UnexpectedAnswer(status, text);
    throw error;
  }
}

/** @returns null for what another attempt would not mend */
function failureOf(error: unknown): Failure | null {
  if (error instanceof ProblemError)
    return { status: error.status, code: error.code, retryAfterSeconds: error.retryAfterSeconds };
  if (error instanceof UnexpectedAnswer) return { status: error.status };
  if (error instanceof ConnectionError) return { status: 0, isUnsent: neverLeft(error.cause) };
  return null;
}

/** Whether no connection was made. Browsers do not tell. */
function neverLeft(cause: unknown): boolean {
  const { cause: inner, code } = (cause ?? {}) as { readonly cause?: unknown; readonly code?: unknown };
  if (inner !== undefined) return neverLeft(inner);
  return ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'].includes(String(code));
}

/** Whether doing it twice leaves what doing it once does. With `If-Match` a second time is refused. */
function canBeRepeated({ method, isKeyed, isRepeatable, options }: Request): boolean {
  if (method === 'GET' || isKeyed || isRepeatable) return true;
  return method !== 'POST' && method !== 'PATCH' && options?.ifMatch === undefined;
}

function isExpired(error: unknown): boolean {
  return error instanceof ProblemError && error.code === 'token_expired';
}

/** `"v3"` of version 3, and an `ETag` as it is. */
function entityTag(version: string | number): string {
  return typeof version === 'number' ? `"v${version}"` : version;
}

function textOf(error: unknown): string {
  const { message, cause } = error as { readonly message?: string; readonly cause?: { readonly message?: string } };
  return [message, cause?.message].filter(Boolean).join(': ');
}

/** 128 random bits; `randomUUID` is not there on pages without TLS. */
function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
