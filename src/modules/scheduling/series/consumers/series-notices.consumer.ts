import { describeRule } from '../../../../infra/calendar/rule-text.js';
import { Consumer, MessageConsumer } from '../../../../infra/queue/consumer.js';
import { DEFAULT_LANGUAGE, type Language } from '../../../../kernel/language.js';
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
import { SERIES_NOTICE_TEXTS } from './series-notice-texts.js';
import { type SeriesAudience, SeriesAudiences } from './series-audience.js';

/** How many dates a notice lists. */
const SHOWN_DATES = 3;

interface Notice {
  readonly type: NewNotification['type'];
  readonly words: (language: Language) => { readonly title: string; readonly message: string };
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
    await this.tell(audience, notice, message.id, [audience.series.organizerId, actorId]);
  }

  private tell(
    { series: { id: seriesId, organizerId }, recipients }: Pick<SeriesAudience, 'series' | 'recipients'>,
    { type, words, isForOrganizer }: Notice,
    cause: string,
    about: ReadonlyArray<string | null>,
  ): Promise<void> {
    return this.notifications.notify(
      recipients.flatMap(({ userId, language: preferred }) => {
        if (userId === null || (isForOrganizer && userId !== organizerId)) return [];
        const language = preferred ?? DEFAULT_LANGUAGE;
        return [{ userId, type, ...words(language), language, metadata: { seriesId }, about, cause }];
      }),
    );
  }

  private async withdraw(
    { series }: SeriesAudience,
    { id, payload: { removed } }: Message<SeriesChanged>,
  ): Promise<void> {
    const { title, organizerId } = series;
    const notice: Notice = {
      type: 'SERIES_WITHDRAWN',
      words: (language) => {
        const { quoted, withdrawn } = SERIES_NOTICE_TEXTS[language];
        return { title: withdrawn.title(title), message: withdrawn.message(quoted(title)) };
      },
    };
    const recipients = await this.audiences.recipients(series, removed);
    await this.tell({ series, recipients }, notice, id, [organizerId]);
  }
}

/** Null when there is nothing to tell any more. */
function noticeOf(message: Message, { series, organizerName }: SeriesAudience): Notice | null {
  const { title, timeZone, cancelReason } = series;
  if (isMessage(message, SERIES_ENDED))
    return {
      type: 'SERIES_CANCELLED',
      words: (language) => {
        const { quoted, cancelled } = SERIES_NOTICE_TEXTS[language];
        const reason = cancelReason ? cancelled.reason(cancelReason) : '';
        return { title: cancelled.title(title), message: `${cancelled.message(quoted(title))}${reason}` };
      },
    };
  if (series.status === 'cancelled') return null;
  const when = (language: Language) => `${describeRule(recurrenceOf(series), language)} (${timeZone})`;
  if (isMessage(message, SERIES_CREATED))
    return {
      type: 'SERIES_CONFIRMED',
      words: (language) => {
        const { quoted, confirmed } = SERIES_NOTICE_TEXTS[language];
        return {
          title: confirmed.title(title),
          message: confirmed.message(quoted(title), organizerName, when(language)),
        };
      },
    };
  if (isMessage(message, SERIES_CHANGED))
    return {
      type: 'SERIES_CHANGED',
      words: (language) => {
        const { quoted, changed } = SERIES_NOTICE_TEXTS[language];
        return { title: changed.title(title), message: changed.message(quoted(title), when(language)) };
      },
    };
  if (isMessage(message, SERIES_DATES_SKIPPED)) {
    const { starts, sequence } = message.payload;
    return {
      type: 'SERIES_DATES_SKIPPED',
      words: (language) => {
        const { quoted, skipped } = SERIES_NOTICE_TEXTS[language];
        const shown = starts.slice(0, SHOWN_DATES).map((start) => formatMoment(start, timeZone, language));
        const more = starts.length > shown.length ? skipped.more(starts.length - shown.length) : '';
        return {
          title: skipped.title(title),
          message: skipped.message(quoted(title), `${shown.join('; ')}${more}`),
        };
      },
      isForOrganizer: sequence === null,
    };
  }
  return null;
}
