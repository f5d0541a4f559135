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
  calendarNote,
  periodOf,
  replyToOf,
} from './booking-details.js';

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
export const bookingRequestedMail: MailTemplate<BookingRequestedData> = {
  name: 'BOOKING_REQUESTED',
  priority: 'normal',
  replyTo: replyToOf,
  brand: brandOf,
  concealed: concealGuest,
  compose: (booking, recipient) => {
    const texts = TEXTS[recipient.language];
    return {
      subject: bookingSubject(texts[booking.isHost ? 'host' : 'booker'].subject, booking, recipient),
      preheader: periodOf(booking, recipient),
      heading: texts[booking.isHost ? 'host' : 'booker'].heading,
      blocks: [
        paragraph(greeting(recipient.name, recipient.language)),
        paragraph(
          booking.isHost
            ? texts.host.news(displayName(booking.bookerName))
            : texts.booker.news(displayName(booking.organizerName)),
        ),
        bookingFacts(booking, recipient),
        ...bookingAction(booking, recipient, booking.isHost ? texts.host.open : undefined),
        ...(booking.isPending ? calendarNote(booking, recipient, texts.calendar) : []),
        ...(booking.isHost ? [] : [note(texts.booker.later)]),
      ],
      reason: BOOKING_TEXTS[recipient.language].reason,
    };
  },
};
