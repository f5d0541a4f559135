import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { note, paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting, shortened } from '../../../../infra/mail/rendering/names.js';
import { inLanguages } from '../../../../kernel/language.js';
import { replyToOf, SERIES_TEXTS, type SeriesDetails, seriesFacts } from './series-details.js';

const TEXTS = inLanguages({
  en: {
    subject: (title: string) => `Changed: ${title}`,
    heading: 'Your series of bookings has changed',
    news: 'This is how it is from now on:',
    calendar: 'The attached invitation changes it in your calendar.',
  },
  fr: {
    subject: (title) => `Modifiée : ${title}`,
    heading: 'Votre série de rendez-vous a changé',
    news: 'Voici comment elle se présente désormais :',
    calendar: 'L’invitation jointe la met à jour dans votre agenda.',
  },
});

export const seriesChangedMail: MailTemplate<SeriesDetails> = {
  name: 'SERIES_CHANGED',
  priority: 'normal',
  replyTo: replyToOf,
  compose: (series, recipient) => {
    const { name, language } = recipient;
    const texts = TEXTS[language];
    return {
      subject: texts.subject(shortened(series.title)),
      preheader: series.rule,
      heading: texts.heading,
      blocks: [
        paragraph(greeting(name, language)),
        paragraph(texts.news),
        seriesFacts(series, recipient),
        note(texts.calendar),
      ],
      reason: SERIES_TEXTS[language].reason,
    };
  },
};
