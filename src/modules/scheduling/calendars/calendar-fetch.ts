import { Injectable } from '@nestjs/common';
import { EgressClient } from '../../../infra/egress/egress-client.js';
import type { EgressResult } from '../../../infra/egress/egress-result.js';
import { Clock, SECOND } from '../../../kernel/clock.js';
import { parseRetryAfter, type ServerState, serverAfterFailure, serverAfterStatus } from './external-calendar.rules.js';

const TIME_LIMIT_MS = 10 * SECOND;
const MAX_BYTES = 5 * 1024 * 1024;
const MOST_REDIRECTS = 5;

/** Validators of the last response (RFC 9110, section 8.8), for conditional requests. */
export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

export type Fetched =
  | { readonly kind: 'file'; readonly file: Buffer; readonly contentType: string; readonly validators: Validators }
  | { readonly kind: 'unchanged' }
  | {
      readonly kind: 'failed';
      readonly error: { readonly code: string; readonly message: string };
      readonly retryAfterMs: number | null;
      readonly server: ServerState;
    };

/** Downloads an external calendar. */
@Injectable()
export class CalendarFetch {
  constructor(
    private readonly egress: EgressClient,
    private readonly clock: Clock,
  ) {}

  /**
   * Follows redirects, each of which is checked as the first address is.
   * @param known of the last response; null for an unconditional request
   */
  async get(url: string, known: Validators | null): Promise<Fetched> {
    const headers = {
      accept: 'text/calendar, */*;q=0.1',
      ...(known?.etag ? { 'if-none-match': known.etag } : {}),
      ...(known?.lastModified ? { 'if-modified-since': known.lastModified } : {}),
    };
    const deadline = performance.now() + TIME_LIMIT_MS;
    for (let redirects = 0; ; redirects += 1) {
      const timeLimitMs = Math.max(1, Math.ceil(deadline - performance.now()));
      const request = { method: 'GET', url, headers, timeLimitMs, maxBodyBytes: MAX_BYTES, wanted: 'whole' } as const;
      const result = await this.egress.send(request);
      const next = redirects < MOST_REDIRECTS ? targetOf(result, url) : null;
      if (next === null) {
        const fetched = this.understand(result);
        // What goes wrong behind a redirect is not the fault of the server that answered with it.
        return redirects > 0 && fetched.kind === 'failed' ? { ...fetched, server: 'answers' } : fetched;
      }
      url = next;
    }
  }

  private understand({ failure, answer }: EgressResult): Fetched {
    if (failure?.reason === 'redirect')
      return failed('redirect', 'The address redirects too often, or to nowhere.', 'answers');
    if (failure) return failed(failure.reason, failure.message, serverAfterFailure(failure.reason));
    const { status, headers, body } = answer;
    if (status === 304) return { kind: 'unchanged' };
    if (status !== 200)
      return {
        ...failed('http_status', `The server answered ${status}.`, serverAfterStatus(status)),
        retryAfterMs: parseRetryAfter(headers['retry-after'], this.clock.now()),
      };
    const validators = { etag: bounded(headers['etag'], 300), lastModified: bounded(headers['last-modified'], 100) };
    return { kind: 'file', file: body, contentType: headers['content-type'] ?? '', validators };
  }
}

function failed(code: string, message: string, server: ServerState): Extract<Fetched, { kind: 'failed' }> {
  return { kind: 'failed', error: { code, message }, retryAfterMs: null, server };
}

function targetOf({ failure, answer }: EgressResult, url: string): string | null {
  const location = failure?.reason === 'redirect' ? answer?.headers['location'] : undefined;
  return location !== undefined && URL.canParse(location, url) ? new URL(location, url).href : null;
}

/** Null for a validator that is too long to be stored. */
function bounded(value: string | undefined, max: number): string | null {
  return value !== undefined && value.length <= max ? value : null;
}
