import { defineJob } from '../../../../kernel/message.js';

export interface SentLink {
  readonly bookingId: string;
  /** The host; null for the booker. */
  readonly userId: string | null;
}

/** Mails the valid link of a booking to whose it is. */
export const SEND_LINK = defineJob<SentLink>('bookings.send-link');
