import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting, shortened } from '../../../../infra/mail/rendering/names.js';
import { formatPeriod } from '../../../../kernel/when.js';
import { type BookingDetails, bookingFacts, calendarNote } from './booking-details.js';

/** To somebody who was taken off the list; the booking itself takes place. */
export const bookingWithdrawnMail: MailTemplate<BookingDetails> = {
  name: 'BOOKING_WITHDRAWN',
  priority: 'normal',
  compose: (booking, { name, timeZone }) => ({
    subject: `Not expected any more: ${shortened(booking.title)}`,
    preheader: formatPeriod(booking.start, booking.end, timeZone),
    heading: 'Your invitation was withdrawn',
    blocks: [
      paragraph(greeting(name)),
      paragraph('You are not expected at this booking any more:'),
      bookingFacts(booking, timeZone),
      ...calendarNote({ ...booking, isPending: false }, 'The attached message takes it out of your calendar'),
    ],
    reason: 'You receive this because you were invited to this booking.',
  }),
};
