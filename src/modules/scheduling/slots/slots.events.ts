import { defineEvent, defineJob } from '../../../kernel/message.js';

/** Scheduled for the expiry of the hold; a no-op when it was booked, deleted or extended. */
export const LAPSE_HOLD = defineJob<{ readonly holdId: string }>('slots.lapse-hold');

export interface SlotFreed {
  readonly eventTypeId: string;
  readonly hostIds: readonly string[];
  /** ISO 8601, UTC. */
  readonly start: string;
  readonly end: string;
}

/** A hold was released or expired without a booking: its slot is free. */
export const HOLD_RELEASED = defineEvent<SlotFreed & { readonly holdId: string }>('hold.released');
