import { HOUR, MINUTE } from '../../../kernel/clock.js';
import type { Interval } from '../../../kernel/intervals.js';

export const WAITLIST_STATUSES = [
  'waiting',
  'offered',
  'accepted',
  'expired',
  'left',
  'removed',
  'passed_over',
] as const;
export type WaitlistStatus = (typeof WAITLIST_STATUSES)[number];

/** Why an entry is passed over: no free slot could become its booking. */
export const OBSTACLES = [
  'event_type_archived',
  'duration_not_offered',
  'seats_not_offered',
  'answers_not_valid',
] as const;
export type Obstacle = (typeof OBSTACLES)[number];

/** How long an offer is valid. */
export const OFFER_HOURS = 2;

/** Expiry of an offer that is made now: never after the start of the slot. */
export function offerExpiry(now: Date, start: Date): Date {
  return new Date(Math.min(now.getTime() + OFFER_HOURS * HOUR, start.getTime()));
}

/** Possible starts of future slots within the range; empty when it is too short. */
export function startsWithin({ start, end }: Interval, durationMinutes: number, now: Date): Interval {
  return { start: Math.max(start, now.getTime()), end: end - durationMinutes * MINUTE + 1 };
}

interface Phase {
  readonly status: WaitlistStatus;
  readonly rangeEnd: Date;
  readonly offerExpiresAt: Date | null;
}

/** The current status, also when the worker has not marked it as expired yet. */
export function statusAt({ status, rangeEnd, offerExpiresAt }: Phase, now: Date): WaitlistStatus {
  if (status === 'waiting' && rangeEnd <= now) return 'expired';
  if (status === 'offered' && offerExpiresAt !== null && offerExpiresAt <= now) return 'expired';
  return status;
}
