import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting, shortened } from '../../../../infra/mail/rendering/names.js';
import { formatPeriod } from '../../../../kernel/when.js';
import { BOOKING_REASON, bookingAction, type BookingDetails, bookingFacts, calendarNote } from './booking-details.js';

export const bookingUpdatedMail: MailTemplate<BookingDetails> = {
  name: 'BOOKING_UPDATED',
  priority: 'normal',
  compose: (booking, { name, timeZone }) => ({
    subject: `Changed: ${shortened(booking.title)}`,
    preheader: formatPeriod(booking.start, booking.end, timeZone),
    heading: 'Your booking has changed',
    blocks: [
      paragraph(greeting(name)),
      paragraph(`The time is the same${booking.isPending ? ' and still to be confirmed' : ''}. This is how it is now:`),
      bookingFacts(booking, timeZone),
      ...bookingAction(booking),
      ...calendarNote(booking, 'The attached invitation changes it in your calendar'),
    ],
    reason: BOOKING_REASON,
  }),
};
