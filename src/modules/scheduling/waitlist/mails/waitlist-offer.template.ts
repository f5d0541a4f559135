import { action, note } from '../../../../infra/mail/rendering/document.js';
import { shortened } from '../../../../infra/mail/rendering/names.js';
import { pageIn } from '../../../../infra/mail/rendering/page-link.js';
import { inLanguages } from '../../../../kernel/language.js';
import { formatBriefly, formatMoment } from '../../../../kernel/when.js';
import { type WaitlistDetails, waitlistMail } from './waitlist-mail.js';

export interface WaitlistOfferData extends WaitlistDetails {
  readonly start: string;
  readonly end: string;
  /** Secret: whoever opens it may accept. */
  readonly acceptUrl: string;
  readonly expiresAt: string;
}

const TEXTS = inLanguages({
  en: {
    subject: (title: string, when: string) => `A time is free: ${title}, ${when}`,
    heading: 'A time is free for you',
    answer: 'Accept or leave the waitlist',
    keptUntil: (moment: string) => `The time is kept for you until ${moment}. After that it is offered to the next.`,
    reason: 'You receive this because your address is on the waitlist.',
  },
  fr: {
    subject: (title, when) => `Un créneau est libre : ${title}, ${when}`,
    heading: 'Un créneau est libre pour vous',
    answer: 'Accepter ou quitter la liste d’attente',
    keptUntil: (moment) =>
      `Le créneau vous est réservé jusqu’au ${moment}. Ensuite, il est proposé à la personne suivante.`,
    reason: 'Vous recevez ce message car votre adresse est sur la liste d’attente.',
  },
});

export const waitlistOfferMail = waitlistMail<WaitlistOfferData>(
  { name: 'WAITLIST_OFFER', secret: true, isPerishable: true },
  ({ title, start, end, acceptUrl, expiresAt }, { timeZone, language }) => {
    const { subject, heading, answer, keptUntil, reason } = TEXTS[language];
    return {
      subject: subject(shortened(title), formatBriefly(start, timeZone, language)),
      heading,
      ...{ from: start, to: end },
      end: [action(answer, pageIn(language, acceptUrl)), note(keptUntil(formatMoment(expiresAt, timeZone, language)))],
      reason,
    };
  },
);
