import { DAY, HOUR, SECOND } from '../../../../kernel/clock.js';
import { retryAfterSeconds } from '../../../../kernel/retry-after.js';
import { EGRESS_FAILURES, type EgressResult } from '../../../../infra/egress/egress-result.js';

/**
 * pending: waits for its (next) attempt; sending: handed to the receiver, outcome not recorded yet; delivered: accepted;
 * failed: given up; dropped: the webhook was switched off before its turn.
 */
export const DELIVERY_STATUSES = ['pending', 'sending', 'delivered', 'failed', 'dropped'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/**
 * gone: the receiver answered 410; failing: nothing was accepted for days; maker_left: whoever made it does not manage
 * its organization any more; account_recovered: whoever made it got the account back from somebody else.
 */
export const DISABLED_REASONS = ['gone', 'failing', 'maker_left', 'account_recovered'] as const;
export type DisabledReason = (typeof DISABLED_REASONS)[number];

/** status: answered, but not with a 2xx; secret: the stored secret cannot be read; the rest as in `EGRESS_FAILURES`. */
export const ATTEMPT_ERRORS = [...EGRESS_FAILURES, 'status', 'secret'] as const;
export type AttemptErrorCode = (typeof ATTEMPT_ERRORS)[number];

export interface AttemptError {
  readonly code: AttemptErrorCode;
  readonly message: string;
}

export const MOST_WEBHOOKS = 20;
/** How long a replaced secret signs as well. */
export const SECRET_OVERLAP_MS = DAY;
/** Period of retries, from the event or the redelivery. */
export const RETRIED_FOR_MS = DAY;
/** Upper bound of `Retry-After`. */
const LONGEST_RETRY_AFTER_MS = 6 * HOUR;
/** Pauses vary by a quarter to either side, so that deliveries that failed together are not retried together. */
const JITTER = 0.25;

const GONE = 410;

/** Result of an attempt for its delivery. */
export type Verdict =
  | { readonly outcome: 'accepted'; readonly error: null }
  | {
      readonly outcome: 'refused' | 'gone';
      readonly error: AttemptError;
      /** `Retry-After` in milliseconds; 0 without it. */
      readonly retryAfterMs: number;
    };

export function verdictOf({ failure, answer }: EgressResult, now: Date): Verdict {
  if (failure)
    return { outcome: 'refused', error: { code: failure.reason, message: failure.message }, retryAfterMs: 0 };
  const { status, headers } = answer;
  if (status >= 200 && status < 300) return { outcome: 'accepted', error: null };
  return {
    outcome: status === GONE ? 'gone' : 'refused',
    error: { code: 'status', message: `The receiver answered ${status}.` },
    retryAfterMs: bounded(retryAfterSeconds(headers['retry-after'] ?? '', now.getTime()) * SECOND),
  };
}

function bounded(wait: number): number {
  return wait > 0 ? Math.min(wait, LONGEST_RETRY_AFTER_MS) : 0;
}

export interface RetrySituation {
  /** The pauses after the first, second, ... failed attempt. */
  readonly delaysMs: readonly number[];
  /** Attempts that have failed, this one included. */
  readonly failures: number;
  readonly retryAfterMs: number;
  readonly now: Date;
  readonly retriesEndAt: Date;
}

/**
 * When the next attempt begins. One after the end of retries is moved to the end, so that the last one is close to it.
 * @param random between 0 and 1
 * @returns null when there is none
 */
export function nextAttempt(situation: RetrySituation, random: number): Date | null {
  const { delaysMs, failures, retryAfterMs, now, retriesEndAt } = situation;
  const delay = delaysMs[failures - 1];
  if (delay === undefined || now >= retriesEndAt) return null;
  const wait = Math.max(delay * (1 - JITTER + 2 * JITTER * random), retryAfterMs);
  return new Date(Math.min(now.getTime() + wait, retriesEndAt.getTime()));
}
