import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { paragraph } from '../../../../infra/mail/rendering/document.js';
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
  calendarNote,
  periodOf,
  replyToOf,
} from './booking-details.js';

export interface BookingRescheduledData extends BookingDetails {
  readonly previousStart: string;
  readonly previousEnd: string;
  readonly reason?: string | null;
}

const TEXTS = inLanguages({
  en: {
    subject: 'New time:',
    heading: 'Your booking has a new time',
    pending: (organizer: string) => `The time is kept until ${organizer} confirms or declines it.`,
    before: 'Before',
    calendar: 'The attached invitation moves it in your calendar',
  },
  fr: {
    subject: 'Nouvel horaire :',
    heading: 'Votre rendez-vous a un nouvel horaire',
    pending: (organizer) => `Le créneau est réservé jusqu’à ce que ${organizer} le confirme ou le refuse.`,
    before: 'Avant',
    calendar: 'L’invitation jointe le déplace dans votre agenda',
  },
});

export const bookingRescheduledMail: MailTemplate<BookingRescheduledData> = {
  name: 'BOOKING_RESCHEDULED',
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
        ...(booking.isPending ? [paragraph(texts.pending(displayName(booking.organizerName)))] : []),
        bookingFacts(booking, recipient, [
          [texts.before, periodOf({ ...booking, start: booking.previousStart, end: booking.previousEnd }, recipient)],
          [BOOKING_TEXTS[recipient.language].why, booking.reason],
        ]),
        ...bookingAction(booking, recipient),
        ...calendarNote(booking, recipient, texts.calendar),
      ],
      reason: BOOKING_TEXTS[recipient.language].reason,
    };
  },
};
