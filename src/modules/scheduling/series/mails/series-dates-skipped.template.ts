import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { note, paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting, shortened } from '../../../../infra/mail/rendering/names.js';
import { SERIES_REASON, type SeriesDetails, seriesFacts } from './series-details.js';

export const seriesDatesSkippedMail: MailTemplate<SeriesDetails> = {
  name: 'SERIES_DATES_SKIPPED',
  priority: 'normal',
  compose: (series, { name, timeZone }) => ({
    subject: `Not on all dates: ${shortened(series.title)}`,
    preheader: series.rule,
    heading: 'Some bookings of your series do not take place',
    blocks: [
      paragraph(greeting(name)),
      paragraph('The series goes on, but some of its next dates could not be booked, because their time is taken:'),
      seriesFacts(series, timeZone),
      note('The attached invitation takes these dates out of your calendar.'),
    ],
    reason: SERIES_REASON,
  }),
};
