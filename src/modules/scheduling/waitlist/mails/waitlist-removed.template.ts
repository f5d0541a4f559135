import { shortened } from '../../../../infra/mail/rendering/names.js';
import { inLanguages } from '../../../../kernel/language.js';
import { type WaitlistDetails, waitlistMail } from './waitlist-mail.js';

export interface WaitlistRemovedData extends WaitlistDetails {
  /** The range that was waited for. */
  readonly from: string;
  readonly to: string;
}

const TEXTS = inLanguages({
  en: {
    subject: (title: string) => `Not on the waitlist any more: ${title}`,
    heading: 'You are not on the waitlist any more',
    news: 'Whoever gives it has removed you from the waitlist, and no time is kept for you any more.',
    reason: 'You receive this because your address was on the waitlist.',
  },
  fr: {
    subject: (title) => `Plus sur la liste d’attente : ${title}`,
    heading: 'Vous n’êtes plus sur la liste d’attente',
    news: 'L’organisateur vous a retiré de la liste d’attente, et aucun créneau ne vous est plus réservé.',
    reason: 'Vous recevez ce message car votre adresse était sur la liste d’attente.',
  },
});

/** To whom a host has removed from the waitlist. */
export const waitlistRemovedMail = waitlistMail<WaitlistRemovedData>(
  { name: 'WAITLIST_REMOVED' },
  ({ title, from, to }, { language }) => {
    const texts = TEXTS[language];
    return { ...texts, subject: texts.subject(shortened(title)), preheader: texts.news, from, to };
  },
);
