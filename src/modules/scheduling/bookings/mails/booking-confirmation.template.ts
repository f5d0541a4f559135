import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { note, paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting, shortened } from '../../../../infra/mail/rendering/names.js';
import { formatPeriod } from '../../../../kernel/when.js';
import { BOOKING_REASON, bookingAction, type BookingDetails, bookingFacts } from './booking-details.js';

export const bookingConfirmationMail: MailTemplate<BookingDetails> = {
  name: 'BOOKING_CONFIRMATION',
  priority: 'normal',
  compose: (booking, { name, timeZone }) => ({
    subject: `Confirmed: ${shortened(booking.title)}`,
    preheader: formatPeriod(booking.start, booking.end, timeZone),
    heading: 'Your booking is confirmed',
    blocks: [
      paragraph(greeting(name)),
      bookingFacts(booking, timeZone),
      ...bookingAction(booking),
      note('The attached invitation puts it into your calendar.'),
    ],
    reason: BOOKING_REASON,
  }),
};
