import type { MailTemplate, Recipient } from '../../../../infra/mail/mail-template.js';
import { type MaybeFact, note, paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting } from '../../../../infra/mail/rendering/names.js';
import { roomBlocks } from '../../../learning/sessions/room-mail.api.js';
import { SERIES_TEXTS, type SeriesDetails, seriesFacts, seriesSubject } from './series-details.js';

/** What one kind of mail says about a series. */
export interface SeriesTold {
  /** What happened, in the subject: `Confirmed:`. */
  readonly subject: string;
  readonly heading: string;
  readonly news: string;
  readonly facts?: readonly MaybeFact[];
  /** What the attached iTIP message does in the recipient's calendar. */
  readonly calendar: string;
}

/** A mail about a series of bookings: head and foot are those of all of them. */
export function seriesMail<D extends SeriesDetails>(
  kind: Pick<MailTemplate, 'name'>,
  tell: (series: D, recipient: Recipient) => SeriesTold,
): MailTemplate<D> {
  return {
    ...kind,
    priority: 'normal',
    replyTo: ({ replyTo }) => replyTo,
    brand: ({ brand }) => brand,
    compose: (series, recipient) => {
      const { subject, heading, news, facts, calendar } = tell(series, recipient);
      return {
        subject: seriesSubject(subject, series, recipient),
        preheader: series.rule,
        heading,
        blocks: [
          paragraph(greeting(recipient.name, recipient.language)),
          paragraph(news),
          seriesFacts(series, recipient, facts),
          ...roomBlocks(series.sessionUrl, recipient.language),
          note(calendar),
        ],
        reason: SERIES_TEXTS[recipient.language].reason,
      };
    },
  };
}
