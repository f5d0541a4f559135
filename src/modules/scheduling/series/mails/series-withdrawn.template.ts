import { inLanguages } from '../../../../kernel/language.js';
import type { SeriesDetails } from './series-details.js';
import { seriesMail } from './series-mail.js';

const TEXTS = inLanguages({
  en: {
    subject: 'Not expected any more:',
    heading: 'You are not expected any more',
    news: 'You are not invited to this series of bookings any more:',
    calendar: 'The attached message takes it out of your calendar.',
  },
  fr: {
    subject: 'Vous n’êtes plus attendu :',
    heading: 'Vous n’êtes plus attendu',
    news: 'Vous n’êtes plus invité à cette série de rendez-vous :',
    calendar: 'Le message joint la retire de votre agenda.',
  },
});

export const seriesWithdrawnMail = seriesMail<SeriesDetails>(
  { name: 'SERIES_WITHDRAWN' },
  (_series, { language }) => TEXTS[language],
);
