import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { note, paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting, shortened } from '../../../../infra/mail/rendering/names.js';
import { SERIES_REASON, type SeriesDetails, seriesFacts } from './series-details.js';

export const seriesConfirmationMail: MailTemplate<SeriesDetails> = {
  name: 'SERIES_CONFIRMATION',
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
