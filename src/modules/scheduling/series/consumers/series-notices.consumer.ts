import { describeRule } from '../../../../infra/calendar/rule-text.js';
import { Consumer, MessageConsumer } from '../../../../infra/queue/consumer.js';
import { isMessage, type Message } from '../../../../kernel/message.js';
import { formatMoment } from '../../../../kernel/when.js';
import { type NewNotification, NotificationsApi } from '../../../messages/notifications/notifications.api.js';
import {
  SERIES_CHANGED,
  SERIES_CREATED,
  SERIES_DATES_SKIPPED,
  SERIES_ENDED,
  type SeriesChanged,
  type SeriesFact,
} from '../series.events.js';
import { recurrenceOf } from '../series.rules.js';
import { type SeriesAudience, SeriesAudiences } from './series-audience.js';

/** How many dates a notice lists. */
const SHOWN_DATES = 3;

interface Notice {
  readonly type: NewNotification['type'];
  readonly title: string;
  readonly message: string;
  /** Attendees are told otherwise. */
  readonly isForOrganizer?: boolean;
}

/** Tells organizer and attendees who have an account, in the app; one notice per person and cause. */
@Consumer({ name: 'series.notices', messages: [SERIES_CREATED, SERIES_CHANGED, SERIES_ENDED, SERIES_DATES_SKIPPED] })
export class SeriesNoticesConsumer extends MessageConsumer {
  constructor(
    private readonly audiences: SeriesAudiences,
    private readonly notifications: NotificationsApi,
  ) {
    super();
  }

  async handle(message: Message): Promise<void> {
    const { seriesId, actorId = null } = message.payload as Pick<SeriesFact, 'seriesId'> & Partial<SeriesFact>;
    const audience = await this.audiences.of(seriesId);
    if (audience && isMessage(message, SERIES_CHANGED)) await this.withdraw(audience, message);
    const notice = audience && noticeOf(message, audience);
    if (!notice) return;
    const { isForOrganizer, ...text } = notice;
    const { organizerId } = audience.series;
    await this.notifications.notify(
      audience.recipients.flatMap(({ userId }) =>
        userId === null || (isForOrganizer && userId !== organizerId)
          ? []
          : [{ ...text, userId, metadata: { seriesId }, about: [organizerId, actorId], cause: message.id }],
      ),
    );
  }

  private async withdraw(
    { series }: SeriesAudience,
    { id, payload: { removed } }: Message<SeriesChanged>,
  ): Promise<void> {
    const { id: seriesId, title } = series;
    await this.notifications.notify(
      (await this.audiences.recipients(series, removed)).flatMap(({ userId }) =>
        userId === null
          ? []
          : [
              {
                userId,
                type: 'SERIES_WITHDRAWN',
                title: `Not expected any more: ${title}`,
                message: `You are not expected at “${title}” any more.`,
                metadata: { seriesId },
                about: [series.organizerId],
                cause: id,
              },
            ],
      ),
    );
  }
}

/** Null when there is nothing to tell any more. */
function noticeOf(message: Message, { series, organizerName }: SeriesAudience): Notice | null {
  const { title } = series;
  const quoted = `“${title}”`;
  if (isMessage(message, SERIES_ENDED)) {
    const reason = series.cancelReason ? ` Reason: ${series.cancelReason}` : '';
    return {
      type: 'SERIES_CANCELLED',
      title: `Cancelled: ${title}`,
      message: `${quoted} does not take place any more.${reason}`,
    };
  }
  if (series.status === 'cancelled') return null;
  const when = `${describeRule(recurrenceOf(series))} (${series.timeZone})`;
  if (isMessage(message, SERIES_CREATED))
    return {
      type: 'SERIES_CONFIRMED',
      title: `Confirmed: ${title}`,
      message: `${quoted} by ${organizerName} takes place ${when}.`,
    };
  if (isMessage(message, SERIES_CHANGED))
    return {
      type: 'SERIES_CHANGED',
      title: `Changed: ${title}`,
      message: `${quoted} has changed and takes place ${when}.`,
    };
  if (isMessage(message, SERIES_DATES_SKIPPED)) {
    const { starts, sequence } = message.payload;
    const shown = starts.slice(0, SHOWN_DATES).map((start) => formatMoment(start, series.timeZone));
    const more = starts.length > shown.length ? `, and ${starts.length - shown.length} more` : '';
    return {
      type: 'SERIES_DATES_SKIPPED',
      title: `Not booked: ${title}`,
      message: `${quoted} does not take place on ${shown.join('; ')}${more}, because the time is taken.`,
      isForOrganizer: sequence === null,
    };
  }
  return null;
}
