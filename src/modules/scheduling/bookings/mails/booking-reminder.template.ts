import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting, shortened } from '../../../../infra/mail/rendering/names.js';
import { inLanguages } from '../../../../kernel/language.js';
import { formatMinutes } from '../../../../kernel/when.js';
import {
  BOOKING_TEXTS,
  brandOf,
  bookingAction,
  type BookingDetails,
  bookingFacts,
  bookingSubject,
  concealGuest,
  periodOf,
  replyToOf,
} from './booking-details.js';

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

export const bookingReminderMail: MailTemplate<BookingReminderData> = {
  name: 'BOOKING_REMINDER',
  priority: 'normal',
  isPerishable: true,
  replyTo: replyToOf,
  brand: brandOf,
  concealed: concealGuest,
  compose: (booking, recipient) => {
    const texts = TEXTS[recipient.language];
    return {
      subject: bookingSubject(texts.subject, booking, recipient),
      preheader: periodOf(booking, recipient),
      heading: texts.heading(formatMinutes(booking.minutesBefore, recipient.language), shortened(booking.title)),
      blocks: [
        paragraph(greeting(recipient.name, recipient.language)),
        bookingFacts(booking, recipient),
        ...bookingAction(booking, recipient),
      ],
      reason: BOOKING_TEXTS[recipient.language].reason,
    };
  },
};
