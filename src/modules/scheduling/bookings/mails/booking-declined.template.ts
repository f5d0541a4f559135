import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { paragraph } from '../../../../infra/mail/rendering/document.js';
import { displayName, greeting, shortened } from '../../../../infra/mail/rendering/names.js';
import { formatPeriod } from '../../../../kernel/when.js';
import { BOOKING_REASON, type BookingDetails, bookingFacts, calendarNote } from './booking-details.js';

export interface BookingDeclinedData extends BookingDetails {
  readonly reason?: string | null;
}

export const bookingDeclinedMail: MailTemplate<BookingDeclinedData> = {
  name: 'BOOKING_DECLINED',
  priority: 'normal',
  compose: (booking, { name, timeZone }) => ({
    subject: `Declined: ${shortened(booking.title)}`,
    preheader: formatPeriod(booking.start, booking.end, timeZone),
    heading: 'Your request was declined',
    blocks: [
      paragraph(greeting(name)),
      paragraph(`${displayName(booking.organizerName)} cannot take this booking:`),
      bookingFacts(booking, timeZone, [['Reason', booking.reason]]),
      paragraph('You are welcome to choose another time.'),
      ...calendarNote({ ...booking, isPending: false }, 'The attached message takes it out of your calendar'),
    ],
    reason: BOOKING_REASON,
  }),
};
