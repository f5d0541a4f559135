import { defineEvent, defineJob } from '../../../kernel/message.js';

/** Waits in the outbox until the hold expires; worth nothing when it was booked, deleted or extended. */
export const LAPSE_HOLD = defineJob<{ readonly holdId: string }>('slots.lapse-hold');

export interface SlotFreed {
  readonly eventTypeId: string;
  readonly hostIds: readonly string[];
  /** ISO 8601, UTC. */
  readonly start: string;
  readonly end: string;
}

/** A hold ended without a booking: what it kept is free. */
export const HOLD_RELEASED = defineEvent<SlotFreed & { readonly holdId: string }>('hold.released');
