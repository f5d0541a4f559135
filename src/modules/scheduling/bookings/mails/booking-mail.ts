import type { MailTemplate, Recipient } from '../../../../infra/mail/mail-template.js';
import { action, type Block, type MaybeFact, paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting } from '../../../../infra/mail/rendering/names.js';
import { pageIn } from '../../../../infra/mail/rendering/page-link.js';
import { roomBlocks } from '../../../learning/sessions/room-mail.api.js';
import {
  BOOKING_TEXTS,
  brandOf,
  type BookingDetails,
  bookingFacts,
  bookingSubject,
  concealGuest,
  periodOf,
  replyToOf,
} from './booking-details.js';

/** What one kind of mail says about a booking. */
export interface BookingTold {
  /** What happened, in the subject: `Confirmed:`. */
  readonly subject: string;
  readonly heading: string;
  readonly news?: string | null;
  readonly facts?: readonly MaybeFact[];
  /** Label of the button that leads to the booking; null without one. */
  readonly open?: string | null;
  /** After the button. */
  readonly end?: readonly Block[];
  readonly reason?: string;
}

type Kind = Pick<MailTemplate, 'name' | 'isPerishable'> & Partial<Pick<MailTemplate, 'priority'>>;

/** A mail about a booking: head and foot are those of all of them. */
export function bookingMail<D extends BookingDetails>(
  kind: Kind,
  tell: (booking: D, recipient: Recipient) => BookingTold,
): MailTemplate<D> {
  return {
    priority: 'normal',
    ...kind,
    replyTo: replyToOf,
    brand: brandOf,
    concealed: concealGuest,
    compose: (booking, recipient) => {
      const { name, language } = recipient;
      const texts = BOOKING_TEXTS[language];
      const { subject, heading, news, facts, open = texts.open, end = [], reason } = tell(booking, recipient);
      return {
        subject: bookingSubject(subject, booking, recipient),
        preheader: periodOf(booking, recipient),
        heading,
        blocks: [
          paragraph(greeting(name, language)),
          ...(news ? [paragraph(news)] : []),
          bookingFacts(booking, recipient, facts),
          ...(booking.bookingUrl && open !== null ? [action(open, pageIn(language, booking.bookingUrl))] : []),
          ...roomBlocks(booking.sessionUrl, language),
          ...end,
        ],
        reason: reason ?? texts.reason,
      };
    },
  };
}
