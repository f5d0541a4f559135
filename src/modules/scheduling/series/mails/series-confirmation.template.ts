import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { note, paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting, shortened } from '../../../../infra/mail/rendering/names.js';
import { inLanguages } from '../../../../kernel/language.js';
import { replyToOf, SERIES_TEXTS, type SeriesDetails, seriesFacts } from './series-details.js';

const TEXTS = inLanguages({
  en: {
    subject: (title: string) => `Confirmed: ${title}`,
    heading: 'Your series of bookings is confirmed',
    news: 'These bookings recur:',
    calendar: 'The attached invitation puts all of them into your calendar.',
  },
  fr: {
    subject: (title) => `Confirmée : ${title}`,
    heading: 'Votre série de rendez-vous est confirmée',
    news: 'Ces rendez-vous se répètent :',
    calendar: 'L’invitation jointe les ajoute tous à votre agenda.',
  },
});

export const seriesConfirmationMail: MailTemplate<SeriesDetails> = {
  name: 'SERIES_CONFIRMATION',
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
