import { DAY } from '../../../../kernel/clock.js';

export const INVITATION_DAYS = { min: 1, max: 365, default: 7 } as const;

/** Days of 24 hours, whatever the clocks do. */
export function expiryAfter(days: number, now: Date): Date {
  return new Date(now.getTime() + days * DAY);
}
