import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { note, paragraph } from '../../../../infra/mail/rendering/document.js';
import { displayName, greeting, shortened } from '../../../../infra/mail/rendering/names.js';
import { formatPeriod } from '../../../../kernel/when.js';
import { BOOKING_REASON, bookingAction, type BookingDetails, bookingFacts } from './booking-details.js';

export interface BookingRestoredData extends BookingDetails {
  readonly restoredByName?: string | null;
}

export const bookingRestoredMail: MailTemplate<BookingRestoredData> = {
  name: 'BOOKING_RESTORED',
  priority: 'normal',
  compose: (booking, { name, timeZone }) => ({
    subject: `Takes place after all: ${shortened(booking.title)}`,
    preheader: formatPeriod(booking.start, booking.end, timeZone),
    heading: 'Your booking takes place after all',
    blocks: [
      paragraph(greeting(name)),
      paragraph('This booking was cancelled and is on again:'),
      bookingFacts(booking, timeZone, [['Restored by', booking.restoredByName && displayName(booking.restoredByName)]]),
      ...bookingAction(booking),
      note('The attached invitation puts it back into your calendar.'),
    ],
    reason: BOOKING_REASON,
  }),
};
