import type { MailTemplate } from '../mail-template.js';
import { note, paragraph } from '../rendering/document.js';
import { greeting, shortened } from '../rendering/names.js';
import { SERIES_REASON, type SeriesDetails, seriesFacts } from './series-details.js';

export const seriesConfirmation: MailTemplate<SeriesDetails> = {
  priority: 'normal',
  compose: (series, { name, timeZone }) => ({
    subject: `Confirmed: ${shortened(series.title)}`,
    preheader: series.rule,
    heading: 'Your series of bookings is confirmed',
    blocks: [
      paragraph(greeting(name)),
      paragraph('These bookings recur:'),
      seriesFacts(series, timeZone),
      note('The attached invitation puts all of them into your calendar.'),
    ],
    reason: SERIES_REASON,
  }),
};
