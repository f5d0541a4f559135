import { inLanguages } from '../../../../kernel/language.js';
import type { SeriesDetails } from './series-details.js';
import { seriesMail } from './series-mail.js';

const TEXTS = inLanguages({
  en: {
    subject: 'Confirmed:',
    heading: 'Your series of bookings is confirmed',
    news: 'These bookings recur:',
    calendar: 'The attached invitation puts all of them into your calendar.',
  },
  fr: {
    subject: 'Confirmée :',
    heading: 'Votre série de rendez-vous est confirmée',
    news: 'Ces rendez-vous se répètent :',
    calendar: 'L’invitation jointe les ajoute tous à votre agenda.',
  },
});

export const seriesConfirmationMail = seriesMail<SeriesDetails>(
  { name: 'SERIES_CONFIRMATION' },
  (_series, { language }) => TEXTS[language],
);
