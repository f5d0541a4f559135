import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { note, paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting, shortened } from '../../../../infra/mail/rendering/names.js';
import { inLanguages } from '../../../../kernel/language.js';
import { replyToOf, SERIES_TEXTS, type SeriesDetails, seriesFacts } from './series-details.js';

const TEXTS = inLanguages({
  en: {
    subject: (title: string) => `Not expected any more: ${title}`,
    heading: 'You are not expected any more',
    news: 'You are not invited to this series of bookings any more:',
    calendar: 'The attached message takes it out of your calendar.',
  },
  fr: {
    subject: (title) => `Vous n’êtes plus attendu : ${title}`,
    heading: 'Vous n’êtes plus attendu',
    news: 'Vous n’êtes plus invité à cette série de rendez-vous :',
    calendar: 'Le message joint la retire de votre agenda.',
  },
});

export const seriesWithdrawnMail: MailTemplate<SeriesDetails> = {
  name: 'SERIES_WITHDRAWN',
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
