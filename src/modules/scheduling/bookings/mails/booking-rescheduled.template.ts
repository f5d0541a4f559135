import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { paragraph } from '../../../../infra/mail/rendering/document.js';
import { displayName, greeting, shortened } from '../../../../infra/mail/rendering/names.js';
import { formatPeriod } from '../../../../kernel/when.js';
import { BOOKING_REASON, bookingAction, type BookingDetails, bookingFacts, calendarNote } from './booking-details.js';

export interface BookingRescheduledData extends BookingDetails {
  readonly previousStart: string;
  readonly previousEnd: string;
  readonly reason?: string | null;
}

export const bookingRescheduledMail: MailTemplate<BookingRescheduledData> = {
  name: 'BOOKING_RESCHEDULED',
  priority: 'normal',
  compose: (booking, { name, timeZone }) => ({
    subject: `New time: ${shortened(booking.title)}`,
    preheader: formatPeriod(booking.start, booking.end, timeZone),
    heading: 'Your booking has a new time',
    blocks: [
      paragraph(greeting(name)),
      ...(booking.isPending
        ? [paragraph(`The time is kept until ${displayName(booking.organizerName)} confirms or declines it.`)]
        : []),
      bookingFacts(booking, timeZone, [
        ['Before', formatPeriod(booking.previousStart, booking.previousEnd, timeZone)],
        ['Reason', booking.reason],
      ]),
      ...bookingAction(booking),
      ...calendarNote(booking, 'The attached invitation moves it in your calendar'),
    ],
    reason: BOOKING_REASON,
  }),
};
