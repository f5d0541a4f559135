import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { action, facts, note, paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting, shortened } from '../../../../infra/mail/rendering/names.js';
import { pageIn } from '../../../../infra/mail/rendering/page-link.js';
import { inLanguages } from '../../../../kernel/language.js';
import { formatMoment, formatPeriod } from '../../../../kernel/when.js';

export interface WaitlistOfferData {
  readonly title: string;
  readonly start: string;
  readonly end: string;
  /** Secret: whoever opens it may accept. */
  readonly acceptUrl: string;
  readonly expiresAt: string;
}

const TEXTS = inLanguages({
  en: {
    subject: (title: string) => `A time is free: ${title}`,
    heading: 'A time is free for you',
    what: 'What',
    when: 'When',
    answer: 'Accept or leave the waitlist',
    keptUntil: (moment: string) => `The time is kept for you until ${moment}. After that it is offered to the next.`,
    reason: 'You receive this because your address is on the waitlist.',
  },
  fr: {
    subject: (title) => `Un créneau est libre : ${title}`,
    heading: 'Un créneau est libre pour vous',
    what: 'Quoi',
    when: 'Quand',
    answer: 'Accepter ou quitter la liste d’attente',
    keptUntil: (moment) =>
      `Le créneau vous est réservé jusqu’au ${moment}. Ensuite, il est proposé à la personne suivante.`,
    reason: 'Vous recevez ce message car votre adresse est sur la liste d’attente.',
  },
});

export const waitlistOfferMail: MailTemplate<WaitlistOfferData> = {
  name: 'WAITLIST_OFFER',
  priority: 'normal',
  secret: true,
  isPerishable: true,
  compose: ({ title, start, end, acceptUrl, expiresAt }, { name, timeZone, language }) => {
    const texts = TEXTS[language];
    const when = formatPeriod(start, end, timeZone, language);
    return {
      subject: texts.subject(shortened(title)),
      preheader: when,
      heading: texts.heading,
      blocks: [
        paragraph(greeting(name, language)),
        facts([
          [texts.what, title],
          [texts.when, when],
        ]),
        action(texts.answer, pageIn(language, acceptUrl)),
        note(texts.keptUntil(formatMoment(expiresAt, timeZone, language))),
      ],
      reason: texts.reason,
    };
  },
};
