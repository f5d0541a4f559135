import { ProblemError } from '@lyceum/sdk';

/** What a guest’s page does after their link did not let them in. */
export type Refused =
  /** The room opens later. */
  | { readonly kind: 'early'; readonly opensAt: Date }
  /** The link lets nobody in, at least for now. */
  | { readonly kind: 'closed'; readonly why: Closed }
  /** What the guest can mend, or what passes. */
  | { readonly kind: 'again' };

export type Closed = 'invalid' | 'expired' | 'over';

const CLOSED: Readonly<Record<string, Closed>> = {
  session_invitation_invalid: 'invalid',
  session_invitation_expired: 'expired',
  session_status_conflict: 'over',
};

export function refusedBy(error: unknown): Refused {
  if (!(error instanceof ProblemError)) return { kind: 'again' };
  if (error.code === 'session_not_open') return { kind: 'early', opensAt: new Date(String(error.problem['opensAt'])) };
  const why = CLOSED[error.code];
  return why ? { kind: 'closed', why } : { kind: 'again' };
}

/** The time may be changed meanwhile. */
const LONGEST_WAIT_MS = 5 * 60_000;
/** Where this clock is ahead of the server’s, or something went wrong. */
const WAIT_BETWEEN_MS = 5_000;
/** Not all who wait for one lesson ask at once. */
const SPREAD_MS = 1_000;

/** @param hasAsked whether the server was asked already when this clock said that it is time */
export function waitFor(opensAt: Date, now: number, hasAsked: boolean, random: () => number): number {
  const left = Math.max(opensAt.getTime() - now, hasAsked ? WAIT_BETWEEN_MS : 0);
  return Math.min(left, LONGEST_WAIT_MS) + random() * SPREAD_MS;
}
