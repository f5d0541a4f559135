import { defineJob } from '../../../../kernel/message.js';

/** Waits in the outbox until a pending booking would begin; worth nothing when it was decided or moved. */
export const LAPSE_REQUEST = defineJob<{ readonly bookingId: string; readonly start: string }>(
  'bookings.lapse-request',
);
