import { displayName } from '../../../../infra/mail/rendering/names.js';
import { inLanguages } from '../../../../kernel/language.js';
import { BOOKING_TEXTS, type BookingDetails, calendarNote, periodOf } from './booking-details.js';
import { bookingMail } from './booking-mail.js';

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

export const bookingRescheduledMail = bookingMail<BookingRescheduledData>(
  { name: 'BOOKING_RESCHEDULED' },
  (booking, recipient) => {
    const { subject, heading, pending, before, calendar } = TEXTS[recipient.language];
    const { previousStart: start, previousEnd: end } = booking;
    return {
      subject,
      heading,
      news: booking.isPending ? pending(displayName(booking.organizerName)) : null,
      facts: [
        [before, periodOf({ ...booking, start, end }, recipient)],
        [BOOKING_TEXTS[recipient.language].why, booking.reason],
      ],
      end: calendarNote(booking, recipient, calendar),
    };
  },
);
