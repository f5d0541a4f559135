import { inLanguages } from '../../../../kernel/language.js';
import type { SeriesDetails } from './series-details.js';
import { seriesMail } from './series-mail.js';

const TEXTS = inLanguages({
  en: {
    subject: 'Changed:',
    heading: 'Your series of bookings has changed',
    news: 'This is how it is from now on:',
    calendar: 'The attached invitation changes it in your calendar.',
  },
  fr: {
    subject: 'Modifiée :',
    heading: 'Votre série de rendez-vous a changé',
    news: 'Voici comment elle se présente désormais :',
    calendar: 'L’invitation jointe la met à jour dans votre agenda.',
  },
});

export const seriesChangedMail = seriesMail<SeriesDetails>(
  { name: 'SERIES_CHANGED' },
  (_series, { language }) => TEXTS[language],
);
