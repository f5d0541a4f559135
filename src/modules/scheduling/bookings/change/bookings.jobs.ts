import { defineJob } from '../../../../kernel/message.js';

/** Delayed in the outbox until the start of a pending booking; stale when it was decided or moved. */
export const LAPSE_REQUEST = defineJob<{ readonly bookingId: string; readonly start: string }>(
  'bookings.lapse-request',
);
