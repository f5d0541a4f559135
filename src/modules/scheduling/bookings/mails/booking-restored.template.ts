import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { note, paragraph } from '../../../../infra/mail/rendering/document.js';
import { displayName, greeting } from '../../../../infra/mail/rendering/names.js';
import { inLanguages } from '../../../../kernel/language.js';
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

export interface BookingRestoredData extends BookingDetails {
  readonly restoredByName?: string | null;
}

const TEXTS = inLanguages({
  en: {
    subject: 'Takes place after all:',
    heading: 'Your booking takes place after all',
    news: 'This booking was cancelled and is on again:',
    restoredBy: 'Restored by',
    calendar: 'The attached invitation puts it back into your calendar.',
  },
  fr: {
    subject: 'A finalement lieu :',
    heading: 'Votre rendez-vous a finalement lieu',
    news: 'Ce rendez-vous avait été annulé et a de nouveau lieu :',
    restoredBy: 'Rétabli par',
    calendar: 'L’invitation jointe le remet dans votre agenda.',
  },
});

export const bookingRestoredMail: MailTemplate<BookingRestoredData> = {
  name: 'BOOKING_RESTORED',
  priority: 'normal',
  replyTo: replyToOf,
  brand: brandOf,
  concealed: concealGuest,
  compose: (booking, recipient) => {
    const texts = TEXTS[recipient.language];
    return {
      subject: bookingSubject(texts.subject, booking, recipient),
      preheader: periodOf(booking, recipient),
      heading: texts.heading,
      blocks: [
        paragraph(greeting(recipient.name, recipient.language)),
        paragraph(texts.news),
        bookingFacts(booking, recipient, [
          [texts.restoredBy, booking.restoredByName && displayName(booking.restoredByName)],
        ]),
        ...bookingAction(booking, recipient),
        note(texts.calendar),
      ],
      reason: BOOKING_TEXTS[recipient.language].reason,
    };
  },
};
