import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { facts, paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting, shortened } from '../../../../infra/mail/rendering/names.js';
import { inLanguages } from '../../../../kernel/language.js';
import { formatPeriod } from '../../../../kernel/when.js';

export interface WaitlistRemovedData {
  readonly title: string;
  /** The range that was waited for. */
  readonly from: string;
  readonly to: string;
}

const TEXTS = inLanguages({
  en: {
    subject: (title: string) => `Not on the waitlist any more: ${title}`,
    heading: 'You are not on the waitlist any more',
    news: 'Whoever gives it has removed you from the waitlist, and no time is kept for you any more.',
    what: 'What',
    when: 'When',
    reason: 'You receive this because your address was on the waitlist.',
  },
  fr: {
    subject: (title) => `Plus sur la liste d’attente : ${title}`,
    heading: 'Vous n’êtes plus sur la liste d’attente',
    news: 'L’organisateur vous a retiré de la liste d’attente, et aucun créneau ne vous est plus réservé.',
    what: 'Quoi',
    when: 'Quand',
    reason: 'Vous recevez ce message car votre adresse était sur la liste d’attente.',
  },
});

/** To whom a host has removed from the waitlist. */
export const waitlistRemovedMail: MailTemplate<WaitlistRemovedData> = {
  name: 'WAITLIST_REMOVED',
  priority: 'normal',
  compose: ({ title, from, to }, { name, timeZone, language }) => {
    const texts = TEXTS[language];
    return {
      subject: texts.subject(shortened(title)),
      preheader: texts.news,
      heading: texts.heading,
      blocks: [
        paragraph(greeting(name, language)),
        paragraph(texts.news),
        facts([
          [texts.what, title],
          [texts.when, formatPeriod(from, to, timeZone, language)],
        ]),
      ],
      reason: texts.reason,
    };
  },
};
