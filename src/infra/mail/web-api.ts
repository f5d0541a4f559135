import { retryAfterSeconds } from '../../kernel/retry-after.js';
import { MailRejected, MailUnavailable, ProviderAway } from './mail.errors.js';

export interface WebApiSettings {
  /** Without a path, for example `https://api.resend.com`. */
  readonly url: string;
  readonly apiKey: string;
  readonly timeoutMs: number;
}

export interface WebApiAnswer {
  readonly headers: Headers;
  readonly body: string;
}

const LONGEST_DETAIL = 500;
const LONGEST_WAIT_SECONDS = 3600;
/** Timeout, conflict with a request that still runs, too early, too many: the same request may succeed later. */
const RETRYABLE_STATUS = new Set([408, 409, 425, 429]);
/** Conflict with a request that still runs, too early: said of one request, by a provider that is there. */
const OF_ONE_REQUEST = new Set([409, 425]);
/** The key or the sender's domain is not accepted: a fault of the installation, not of this mail. */
const REFUSED_STATUS = new Set([401, 402, 403]);

/**
 * Posts JSON to a provider's web API and reads the answer, all within the time limit. Redirects are not followed:
 * they would carry the key to another host.
 * @throws MailRejected for a 4xx that will not change
 * @throws MailUnavailable for everything else that is not a success, mostly as ProviderAway
 */
export async function postMail(
  settings: WebApiSettings,
  path: string,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<WebApiAnswer> {
  const { response, text } = await exchange(settings, path, body, headers);
  if (response.ok) return { headers: response.headers, body: text };
  const { status } = response;
  const message = `The mail provider answered ${status}: ${text.slice(0, LONGEST_DETAIL)}`;
  const permanent = status >= 400 && status < 500 && !RETRYABLE_STATUS.has(status) && !REFUSED_STATUS.has(status);
  if (permanent) throw new MailRejected(message);
  const pause = pauseSeconds(response.headers, Date.now());
  if (OF_ONE_REQUEST.has(status)) throw new MailUnavailable(message, pause);
  throw new ProviderAway(message, `The mail provider answered ${status}`, pause);
}

async function exchange(
  settings: WebApiSettings,
  path: string,
  body: object,
  headers: Readonly<Record<string, string>>,
) {
  try {
    const response = await fetch(new URL(path, settings.url), {
      method: 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(settings.timeoutMs),
      headers: { ...headers, authorization: `Bearer ${settings.apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { response, text: await response.text() };
  } catch (error) {
    const reason = `The mail provider cannot be reached: ${reasonOf(error)}`;
    throw new ProviderAway(reason, reason, undefined, { cause: error });
  }
}

/** fetch hides the reason (ECONNREFUSED, unexpected redirect) in the cause of a plain "fetch failed". */
function reasonOf(error: unknown): string {
  const { message, cause } = error as Error & { cause?: Partial<Error> };
  return cause?.message || message;
}

/** `Retry-After`, else SendGrid's `X-RateLimit-Reset` (Unix seconds). */
export function pauseSeconds(headers: Headers, now: number): number | undefined {
  const after = headers.get('retry-after');
  if (after !== null) return wait(retryAfterSeconds(after, now));
  const reset = headers.get('x-ratelimit-reset');
  return headers.get('x-ratelimit-remaining') === '0' && reset ? wait(Number(reset) - now / 1000) : undefined;
}

function wait(seconds: number): number | undefined {
  return Number.isFinite(seconds) ? Math.min(Math.max(Math.ceil(seconds), 1), LONGEST_WAIT_SECONDS) : undefined;
}
