import { after, unlessAborted } from './signals.js';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8_000;
/** Who is told to wait longer than this decides for themselves. */
const LONGEST_RETRY_AFTER_SECONDS = 60;

/** Never done when it is answered with one of these: to be sent again whatever it asked for. */
const NOTHING_DONE = new Set([429]);
/** Nobody knows whether it was done. */
const OUTCOME_UNKNOWN = new Set([500, 502, 503, 504]);

/** What failed: no answer at all, or one with this status and code. */
export interface Failure {
  /** 0 where no answer came. */
  readonly status: number;
  readonly code?: string;
  /** Whether the request cannot have reached the server. */
  readonly isUnsent?: boolean;
  readonly retryAfterSeconds?: number | undefined;
}

/** @param isRepeatable whether doing it twice is the same as doing it once */
export function mayRepeat(failure: Failure, isRepeatable: boolean): boolean {
  if ((failure.retryAfterSeconds ?? 0) > LONGEST_RETRY_AFTER_SECONDS) return false;
  if (failure.isUnsent || NOTHING_DONE.has(failure.status)) return true;
  // The attempt before this one is still at work: its answer will be ready.
  if (failure.code === 'idempotency_key_in_use') return true;
  return isRepeatable && (failure.status === 0 || OUTCOME_UNKNOWN.has(failure.status));
}

/** @param attempt counted from 0 @param chance from 0 to 1: callers that failed together come back apart */
export function pauseMs(attempt: number, retryAfterSeconds: number | undefined, chance = Math.random()): number {
  const wanted = Math.min(FIRST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS);
  const spread = wanted * (0.5 + chance / 2);
  return retryAfterSeconds === undefined ? spread : retryAfterSeconds * 1000 + spread / 4;
}

/** @param header seconds or a date (RFC 9110) */
export function readRetryAfter(header: string | null, now = Date.now()): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, (date - now) / 1000);
}

/** @throws the reason of the signal, as soon as it is aborted */
export async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  let stop = (): void => undefined;
  const passed = new Promise<void>((resolve) => {
    stop = after(milliseconds, resolve);
  });
  try {
    await unlessAborted(signal, passed);
  } finally {
    stop();
  }
}
