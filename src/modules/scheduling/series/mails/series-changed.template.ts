import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { note, paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting, shortened } from '../../../../infra/mail/rendering/names.js';
import { SERIES_REASON, type SeriesDetails, seriesFacts } from './series-details.js';

export const seriesChangedMail: MailTemplate<SeriesDetails> = {
  name: 'SERIES_CHANGED',
  priority: 'normal',
  compose: (series, { name, timeZone }) => ({
    subject: `Changed: ${shortened(series.title)}`,
    preheader: series.rule,
    heading: 'Your series of bookings has changed',
    blocks: [
      paragraph(greeting(name)),
      paragraph('This is how it is from now on:'),
      seriesFacts(series, timeZone),
      note('The attached invitation changes it in your calendar.'),
    ],
    reason: SERIES_REASON,
  }),
};
