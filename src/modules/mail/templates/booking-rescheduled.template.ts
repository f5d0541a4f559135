import type { MailTemplate } from '../mail-template.js';
import { note, paragraph } from '../rendering/document.js';
import { greeting, shortened } from '../rendering/names.js';
import { formatPeriod } from '../../../kernel/when.js';
import { BOOKING_REASON, bookingAction, type BookingDetails, bookingFacts } from './booking-details.js';

export interface BookingRescheduledData extends BookingDetails {
  readonly previousStart: string;
  readonly previousEnd: string;
  readonly reason?: string | null;
}

export const bookingRescheduled: MailTemplate<BookingRescheduledData> = {
  priority: 'normal',
  compose: (booking, { name, timeZone }) => ({
    subject: `New time: ${shortened(booking.title)}`,
    preheader: formatPeriod(booking.start, booking.end, timeZone),
    heading: 'Your booking has a new time',
    blocks: [
      paragraph(greeting(name)),
      bookingFacts(booking, timeZone, [
        ['Before', formatPeriod(booking.previousStart, booking.previousEnd, timeZone)],
        ['Reason', booking.reason],
      ]),
      ...bookingAction(booking),
      note('The attached invitation moves it in your calendar.'),
    ],
    reason: BOOKING_REASON,
  }),
};
