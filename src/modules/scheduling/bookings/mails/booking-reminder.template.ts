import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting, shortened } from '../../../../infra/mail/rendering/names.js';
import { formatMinutes, formatPeriod } from '../../../../kernel/when.js';
import { BOOKING_REASON, bookingAction, type BookingDetails, bookingFacts } from './booking-details.js';

export interface BookingReminderData extends BookingDetails {
  /** The offset this reminder was set for, not the minutes that are left when it is read. */
  readonly minutesBefore: number;
}

export const bookingReminderMail: MailTemplate<BookingReminderData> = {
  name: 'BOOKING_REMINDER',
  priority: 'normal',
  isPerishable: true,
  compose: (booking, { name, timeZone }) => ({
    subject: `Reminder: ${shortened(booking.title)}`,
    preheader: formatPeriod(booking.start, booking.end, timeZone),
    heading: `In ${formatMinutes(booking.minutesBefore)}: ${shortened(booking.title)}`,
    blocks: [paragraph(greeting(name)), bookingFacts(booking, timeZone), ...bookingAction(booking)],
    reason: BOOKING_REASON,
  }),
};
