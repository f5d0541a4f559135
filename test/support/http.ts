import type { Answer } from './contract.mjs';
import { sharedContract } from './shared-contract.js';

// A test reads whatever an answer has; the contract has already checked its shape.
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the type of a parsed JSON body
type Body = any;

export interface ApiResponse {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed JSON, or the text of any other type. */
  readonly body: Body;
  /** The body to the letter. */
  readonly text: string;
}

export interface RequestOptions {
  /** Sent as a bearer token. */
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly signal?: AbortSignal;
}

const PREFIX = '/api/v1';
const JSON_TYPE = /^application\/(.+\+)?json$/;

/**
 * Calls the API. Every answer is compared with `openapi/openapi.json`: an operation, status, content type or body that
 * the document does not describe fails the test. Paths are relative to `/api/v1`; `/health...` stands as it is.
 */
export class ApiClient {
  /**
   * @param url the origin of an API process
   * @param defaults sent with every request
   */
  constructor(
    readonly url: string,
    private readonly defaults: RequestOptions = {},
  ) {}

  /** The same API, with another token. */
  as(token: string): ApiClient {
    return new ApiClient(this.url, { ...this.defaults, token });
  }

  /** The same caller at another API process. */
  at(url: string): ApiClient {
    return new ApiClient(url, this.defaults);
  }

  get(path: string, options?: RequestOptions): Promise<ApiResponse> {
    return this.send('GET', path, undefined, options);
  }

  post(path: string, body?: unknown, options?: RequestOptions): Promise<ApiResponse> {
    return this.send('POST', path, body, options);
  }

  put(path: string, body?: unknown, options?: RequestOptions): Promise<ApiResponse> {
    return this.send('PUT', path, body, options);
  }

  patch(path: string, body?: unknown, options?: RequestOptions): Promise<ApiResponse> {
    return this.send('PATCH', path, body, options);
  }

  delete(path: string, body?: unknown, options?: RequestOptions): Promise<ApiResponse> {
    return this.send('DELETE', path, body, options);
  }

  /** @param body an object is sent as JSON, a string as it is (with the content type that the options name) */
  async send(method: string, path: string, body?: unknown, options: RequestOptions = {}): Promise<ApiResponse> {
    const { token, query, signal, headers } = { ...this.defaults, ...options };
    const url = new URL(path.startsWith('/health') ? path : `${PREFIX}${path}`, this.url);
    for (const [name, value] of Object.entries(query ?? {}))
      if (value !== undefined) url.searchParams.append(name, String(value));
    const response = await fetch(url, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
        ...this.defaults.headers,
        ...headers,
      },
      body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
      redirect: 'manual',
      signal,
    });
    const text = await response.text();
    const answer = read(method, url.pathname, response, text);
    sharedContract().check(answer);
    return { status: answer.status, headers: response.headers, body: answer.body, text };
  }
}

function read(method: string, path: string, response: Response, text: string): Answer {
  const contentType = (response.headers.get('Content-Type') ?? '').split(';')[0]?.trim() ?? '';
  const body: unknown = JSON_TYPE.test(contentType) && text !== '' ? JSON.parse(text) : text;
  return { method, path, status: response.status, contentType, body };
}
