import { inLanguages } from '../../../../kernel/language.js';
import type { SeriesDetails } from './series-details.js';
import { seriesMail } from './series-mail.js';

const TEXTS = inLanguages({
  en: {
    subject: 'Not on all dates:',
    heading: 'Some bookings of your series do not take place',
    news: 'The series goes on, but some of its next dates could not be booked, because their time is taken:',
    calendar: 'The attached invitation takes these dates out of your calendar.',
  },
  fr: {
    subject: 'Pas à toutes les dates :',
    heading: 'Certains rendez-vous de votre série n’auront pas lieu',
    news: 'La série continue, mais certaines de ses prochaines dates n’ont pas pu être réservées, car leur créneau est pris :',
    calendar: 'L’invitation jointe retire ces dates de votre agenda.',
  },
});

export const seriesDatesSkippedMail = seriesMail<SeriesDetails>(
  { name: 'SERIES_DATES_SKIPPED' },
  (_series, { language }) => TEXTS[language],
);
