import { HOUR, MINUTE } from '../../../kernel/clock.js';
import type { Interval } from '../../../kernel/intervals.js';

export const WAITLIST_STATUSES = ['waiting', 'offered', 'accepted', 'expired', 'left', 'passed_over'] as const;
export type WaitlistStatus = (typeof WAITLIST_STATUSES)[number];

/** Why an entry is passed over: nothing that becomes free could become its booking. */
export const OBSTACLES = [
  'event_type_archived',
  'duration_not_offered',
  'seats_not_offered',
  'answers_not_valid',
] as const;
export type Obstacle = (typeof OBSTACLES)[number];

/** How long an offered slot is kept. */
export const OFFER_HOURS = 2;

/** When an offer that is made now ends: never after the slot has begun. */
export function offerExpiry(now: Date, start: Date): Date {
  return new Date(Math.min(now.getTime() + OFFER_HOURS * HOUR, start.getTime()));
}

/** When slots may start that begin now or later and lie in the range as a whole; empty when it is too short. */
export function startsWithin({ start, end }: Interval, durationMinutes: number, now: Date): Interval {
  return { start: Math.max(start, now.getTime()), end: end - durationMinutes * MINUTE + 1 };
}

interface Phase {
  readonly status: WaitlistStatus;
  readonly rangeEnd: Date;
  readonly offerExpiresAt: Date | null;
}

/** The status as it is now, also when the worker has not yet written down what time has decided. */
export function statusAt({ status, rangeEnd, offerExpiresAt }: Phase, now: Date): WaitlistStatus {
  if (status === 'waiting' && rangeEnd <= now) return 'expired';
  if (status === 'offered' && offerExpiresAt !== null && offerExpiresAt <= now) return 'expired';
  return status;
}
