import { displayName } from '../../../../infra/mail/rendering/names.js';
import { inLanguages } from '../../../../kernel/language.js';
import type { SeriesDetails } from './series-details.js';
import { seriesMail } from './series-mail.js';

export interface SeriesCancelledData extends SeriesDetails {
  readonly cancelledByName?: string | null;
  readonly reason?: string | null;
}

const TEXTS = inLanguages({
  en: {
    subject: 'Cancelled:',
    heading: 'Your series of bookings is cancelled',
    news: 'None of these bookings takes place any more:',
    cancelledBy: 'Cancelled by',
    why: 'Reason',
    calendar: 'The attached message takes them out of your calendar.',
  },
  fr: {
    subject: 'Annulée :',
    heading: 'Votre série de rendez-vous est annulée',
    news: 'Aucun de ces rendez-vous n’aura lieu :',
    cancelledBy: 'Annulée par',
    why: 'Motif',
    calendar: 'Le message joint les retire de votre agenda.',
  },
});

export const seriesCancelledMail = seriesMail<SeriesCancelledData>(
  { name: 'SERIES_CANCELLED' },
  (series, { language }) => {
    const { cancelledBy, why, ...texts } = TEXTS[language];
    const facts = [
      [cancelledBy, series.cancelledByName && displayName(series.cancelledByName)],
      [why, series.reason],
    ] as const;
    return { ...texts, facts };
  },
);
