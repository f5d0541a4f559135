import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { note, paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting, shortened } from '../../../../infra/mail/rendering/names.js';
import { inLanguages } from '../../../../kernel/language.js';
import { replyToOf, SERIES_TEXTS, type SeriesDetails, seriesFacts } from './series-details.js';

const TEXTS = inLanguages({
  en: {
    subject: (title: string) => `Not on all dates: ${title}`,
    heading: 'Some bookings of your series do not take place',
    news: 'The series goes on, but some of its next dates could not be booked, because their time is taken:',
    calendar: 'The attached invitation takes these dates out of your calendar.',
  },
  fr: {
    subject: (title) => `Pas à toutes les dates : ${title}`,
    heading: 'Certains rendez-vous de votre série n’auront pas lieu',
    news: 'La série continue, mais certaines de ses prochaines dates n’ont pas pu être réservées, car leur créneau est pris :',
    calendar: 'L’invitation jointe retire ces dates de votre agenda.',
  },
});

export const seriesDatesSkippedMail: MailTemplate<SeriesDetails> = {
  name: 'SERIES_DATES_SKIPPED',
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
