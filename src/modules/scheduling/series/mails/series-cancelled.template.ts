import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { note, paragraph } from '../../../../infra/mail/rendering/document.js';
import { displayName, greeting, shortened } from '../../../../infra/mail/rendering/names.js';
import { SERIES_REASON, type SeriesDetails, seriesFacts } from './series-details.js';

export interface SeriesCancelledData extends SeriesDetails {
  readonly cancelledByName?: string | null;
  readonly reason?: string | null;
}

export const seriesCancelledMail: MailTemplate<SeriesCancelledData> = {
  name: 'SERIES_CANCELLED',
  priority: 'normal',
  compose: (series, { name, timeZone }) => ({
    subject: `Cancelled: ${shortened(series.title)}`,
    preheader: series.rule,
    heading: 'Your series of bookings is cancelled',
    blocks: [
      paragraph(greeting(name)),
      paragraph('None of these bookings takes place any more:'),
      seriesFacts(series, timeZone, [
        ['Cancelled by', series.cancelledByName && displayName(series.cancelledByName)],
        ['Reason', series.reason],
      ]),
      note('The attached message takes them out of your calendar.'),
    ],
    reason: SERIES_REASON,
  }),
};
