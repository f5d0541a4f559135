import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { note, paragraph } from '../../../../infra/mail/rendering/document.js';
import { displayName, greeting, shortened } from '../../../../infra/mail/rendering/names.js';
import { inLanguages } from '../../../../kernel/language.js';
import { replyToOf, SERIES_TEXTS, type SeriesDetails, seriesFacts } from './series-details.js';

export interface SeriesCancelledData extends SeriesDetails {
  readonly cancelledByName?: string | null;
  readonly reason?: string | null;
}

const TEXTS = inLanguages({
  en: {
    subject: (title: string) => `Cancelled: ${title}`,
    heading: 'Your series of bookings is cancelled',
    news: 'None of these bookings takes place any more:',
    cancelledBy: 'Cancelled by',
    why: 'Reason',
    calendar: 'The attached message takes them out of your calendar.',
  },
  fr: {
    subject: (title) => `Annulée : ${title}`,
    heading: 'Votre série de rendez-vous est annulée',
    news: 'Aucun de ces rendez-vous n’aura lieu :',
    cancelledBy: 'Annulée par',
    why: 'Motif',
    calendar: 'Le message joint les retire de votre agenda.',
  },
});

export const seriesCancelledMail: MailTemplate<SeriesCancelledData> = {
  name: 'SERIES_CANCELLED',
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
        seriesFacts(series, recipient, [
          [texts.cancelledBy, series.cancelledByName && displayName(series.cancelledByName)],
          [texts.why, series.reason],
        ]),
        note(texts.calendar),
      ],
      reason: SERIES_TEXTS[language].reason,
    };
  },
};
