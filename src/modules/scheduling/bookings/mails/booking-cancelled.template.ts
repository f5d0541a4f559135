import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { paragraph } from '../../../../infra/mail/rendering/document.js';
import { displayName, greeting, shortened } from '../../../../infra/mail/rendering/names.js';
import { formatPeriod } from '../../../../kernel/when.js';
import { BOOKING_REASON, bookingAction, type BookingDetails, bookingFacts, calendarNote } from './booking-details.js';

export interface BookingCancelledData extends BookingDetails {
  readonly cancelledByName?: string | null;
  readonly reason?: string | null;
}

export const bookingCancelledMail: MailTemplate<BookingCancelledData> = {
  name: 'BOOKING_CANCELLED',
  priority: 'normal',
  compose: (booking, { name, timeZone }) => ({
    subject: `Cancelled: ${shortened(booking.title)}`,
    preheader: formatPeriod(booking.start, booking.end, timeZone),
    heading: 'Your booking is cancelled',
    blocks: [
      paragraph(greeting(name)),
      paragraph('This booking does not take place:'),
      bookingFacts(booking, timeZone, [
        ['Cancelled by', booking.cancelledByName && displayName(booking.cancelledByName)],
        ['Reason', booking.reason],
      ]),
      ...bookingAction(booking),
      ...calendarNote({ ...booking, isPending: false }, 'The attached message takes it out of your calendar'),
    ],
    reason: BOOKING_REASON,
  }),
};
