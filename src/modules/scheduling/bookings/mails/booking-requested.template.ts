import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { note, paragraph } from '../../../../infra/mail/rendering/document.js';
import { displayName, greeting, shortened } from '../../../../infra/mail/rendering/names.js';
import { formatPeriod } from '../../../../kernel/when.js';
import { BOOKING_REASON, bookingAction, type BookingDetails, bookingFacts, calendarNote } from './booking-details.js';

export interface BookingRequestedData extends BookingDetails {
  readonly bookerName: string;
  /** Whether the mail goes to somebody who is to decide. */
  readonly isHost: boolean;
}

/** A booking waits for its host: to the host, and to whoever asked for it. */
export const bookingRequestedMail: MailTemplate<BookingRequestedData> = {
  name: 'BOOKING_REQUESTED',
  priority: 'normal',
  compose: (booking, { name, timeZone }) => ({
    subject: `${booking.isHost ? 'Please confirm' : 'Requested'}: ${shortened(booking.title)}`,
    preheader: formatPeriod(booking.start, booking.end, timeZone),
    heading: booking.isHost ? 'A booking waits for you' : 'Your request has arrived',
    blocks: [
      paragraph(greeting(name)),
      paragraph(
        booking.isHost
          ? `${displayName(booking.bookerName)} asks for this time. It is kept until you confirm or decline.`
          : `The time is kept for you until ${displayName(booking.organizerName)} confirms or declines.`,
      ),
      bookingFacts(booking, timeZone),
      ...bookingAction(booking, booking.isHost ? 'Confirm or decline' : undefined),
      ...(booking.isPending ? calendarNote(booking, 'The attached invitation keeps it in your calendar') : []),
      ...(booking.isHost ? [] : [note('You get another message as soon as it is decided.')]),
    ],
    reason: BOOKING_REASON,
  }),
};
