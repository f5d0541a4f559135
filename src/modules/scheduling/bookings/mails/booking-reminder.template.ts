import { shortened } from '../../../../infra/mail/rendering/names.js';
import { inLanguages } from '../../../../kernel/language.js';
import { formatMinutes } from '../../../../kernel/when.js';
import { type BookingDetails } from './booking-details.js';
import { bookingMail } from './booking-mail.js';

export interface BookingReminderData extends BookingDetails {
  /** Configured offset of the reminder, not the time left when it is read. */
  readonly minutesBefore: number;
}

const TEXTS = inLanguages({
  en: {
    subject: 'Reminder:',
    heading: (span: string, title: string) => `In ${span}: ${title}`,
  },
  fr: {
    subject: 'Rappel :',
    heading: (span, title) => `Dans ${span} : ${title}`,
  },
});

export const bookingReminderMail = bookingMail<BookingReminderData>(
  { name: 'BOOKING_REMINDER', isPerishable: true },
  (booking, { language }) => {
    const { subject, heading } = TEXTS[language];
    return { subject, heading: heading(formatMinutes(booking.minutesBefore, language), shortened(booking.title)) };
  },
);
