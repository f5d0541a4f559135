import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { note, paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting, shortened } from '../../../../infra/mail/rendering/names.js';
import { SERIES_REASON, type SeriesDetails, seriesFacts } from './series-details.js';

export const seriesWithdrawnMail: MailTemplate<SeriesDetails> = {
  name: 'SERIES_WITHDRAWN',
  priority: 'normal',
  compose: (series, { name, timeZone }) => ({
    subject: `Not expected any more: ${shortened(series.title)}`,
    preheader: series.rule,
    heading: 'You are not expected any more',
    blocks: [
      paragraph(greeting(name)),
      paragraph('You are not invited to this series of bookings any more:'),
      seriesFacts(series, timeZone),
      note('The attached message takes it out of your calendar.'),
    ],
    reason: SERIES_REASON,
  }),
};
