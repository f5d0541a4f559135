import { note } from '../../../../infra/mail/rendering/document.js';
import { displayName } from '../../../../infra/mail/rendering/names.js';
import { inLanguages } from '../../../../kernel/language.js';
import { type BookingDetails, calendarNote } from './booking-details.js';
import { bookingMail } from './booking-mail.js';

export interface BookingRequestedData extends BookingDetails {
  readonly bookerName: string;
  /** Whether the recipient decides about the request. */
  readonly isHost: boolean;
}

const TEXTS = inLanguages({
  en: {
    host: {
      subject: 'Please confirm:',
      heading: 'A booking waits for you',
      news: (booker: string) => `${booker} asks for this time. It is kept until you confirm or decline.`,
      open: 'Confirm or decline',
    },
    booker: {
      subject: 'Requested:',
      heading: 'Your request has arrived',
      news: (organizer: string) => `The time is kept for you until ${organizer} confirms or declines.`,
      later: 'You get another message as soon as it is decided.',
    },
    calendar: 'The attached invitation keeps it in your calendar',
  },
  fr: {
    host: {
      subject: 'À confirmer :',
      heading: 'Un rendez-vous attend votre réponse',
      news: (booker) => `${booker} demande ce créneau. Il est réservé jusqu’à ce que vous confirmiez ou refusiez.`,
      open: 'Confirmer ou refuser',
    },
    booker: {
      subject: 'Demandé :',
      heading: 'Votre demande est arrivée',
      news: (organizer) => `Le créneau vous est réservé jusqu’à ce que ${organizer} confirme ou refuse.`,
      later: 'Vous recevrez un autre message dès que la décision sera prise.',
    },
    calendar: 'L’invitation jointe le garde dans votre agenda',
  },
});

/** A booking awaits confirmation: to hosts, and to the booker. */
export const bookingRequestedMail = bookingMail<BookingRequestedData>(
  { name: 'BOOKING_REQUESTED' },
  (booking, recipient) => {
    const { host, booker, calendar } = TEXTS[recipient.language];
    const kept = booking.isPending ? calendarNote(booking, recipient, calendar) : [];
    if (booking.isHost) return { ...host, news: host.news(displayName(booking.bookerName)), end: kept };
    const { subject, heading, news, later } = booker;
    return { subject, heading, news: news(displayName(booking.organizerName)), end: [...kept, note(later)] };
  },
);
