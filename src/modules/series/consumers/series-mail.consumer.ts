import { Consumer, MessageConsumer } from '../../../infra/queue/consumer.js';
import { isMessage, type Message } from '../../../kernel/message.js';
import { MailApi, type MailRequest } from '../../mail/mail.api.js';
import { UsersApi } from '../../users/users.api.js';
import {
  SERIES_CHANGED,
  SERIES_CREATED,
  SERIES_DATES_SKIPPED,
  SERIES_ENDED,
  type SeriesFact,
} from '../series.events.js';
import { type Recipient, type SeriesAudience, SeriesAudiences } from './series-audience.js';
import { SeriesView } from './series-view.js';

type SeriesUpdate = 'SERIES_CONFIRMATION' | 'SERIES_CHANGED' | 'SERIES_DATES_SKIPPED';
type SeriesMail = SeriesUpdate | 'SERIES_CANCELLED' | 'SERIES_WITHDRAWN';

/** Writes to organizer and attendees: one e-mail for whatever happens to a series, however many instances it has. */
@Consumer({ name: 'series.mail', messages: [SERIES_CREATED, SERIES_CHANGED, SERIES_ENDED, SERIES_DATES_SKIPPED] })
export class SeriesMailConsumer extends MessageConsumer {
  constructor(
    private readonly audiences: SeriesAudiences,
    private readonly view: SeriesView,
    private readonly users: UsersApi,
    private readonly mail: MailApi,
  ) {
    super();
  }

  async handle(message: Message): Promise<void> {
    const { seriesId } = message.payload as { readonly seriesId: string };
    const audience = await this.audiences.of(seriesId);
    if (!audience) return;
    if (isMessage(message, SERIES_ENDED)) return this.cancel(audience, message.payload);
    // Whoever was told of nothing yet needs no news of something that is over: the cancellation comes.
    if (audience.series.status === 'cancelled') return;
    if (isMessage(message, SERIES_DATES_SKIPPED)) {
      const { sequence } = message.payload;
      if (sequence !== null) await this.send(audience, { seriesId, sequence }, 'SERIES_DATES_SKIPPED');
    }
    if (isMessage(message, SERIES_CREATED)) await this.send(audience, message.payload, 'SERIES_CONFIRMATION');
    if (!isMessage(message, SERIES_CHANGED)) return;
    await this.send(audience, message.payload, 'SERIES_CHANGED');
    const removed = await this.audiences.recipients(audience.series, message.payload.removed);
    if (removed.length > 0) await this.withdraw(audience, message.payload, removed);
  }

  private async send(
    audience: SeriesAudience,
    { seriesId, sequence }: Pick<SeriesFact, 'seriesId' | 'sequence'>,
    template: SeriesUpdate,
  ): Promise<void> {
    await this.queue(audience, audience.recipients, {
      template,
      data: await this.view.details(audience),
      calendar: { method: 'REQUEST', ics: await this.view.calendar(audience, 'REQUEST') },
      cause: `series:${seriesId}:${sequence}`,
    });
  }

  private async cancel(audience: SeriesAudience, { seriesId, sequence, actorId }: SeriesFact): Promise<void> {
    const actor = actorId === null ? null : await this.users.findById(actorId);
    const data = await this.view.details(audience);
    await this.queue<'SERIES_CANCELLED'>(audience, audience.recipients, {
      template: 'SERIES_CANCELLED',
      data: { ...data, cancelledByName: actor?.name ?? null, reason: audience.series.cancelReason },
      calendar: { method: 'CANCEL', ics: await this.view.calendar(audience, 'CANCEL') },
      cause: `series:${seriesId}:${sequence}`,
    });
  }

  /** The cancellation is for those who are taken off alone (RFC 5546, section 3.2.5). */
  private async withdraw(
    audience: SeriesAudience,
    { seriesId, sequence }: SeriesFact,
    removed: readonly Recipient[],
  ): Promise<void> {
    const data = await this.view.details({ ...audience, attendeeNames: [] });
    const people = removed.map(({ email, name }) => ({ userId: null, email, name: name ?? null }));
    const alone = { ...audience, series: { ...audience.series, people } };
    await this.queue(audience, removed, {
      template: 'SERIES_WITHDRAWN',
      data,
      calendar: { method: 'CANCEL', ics: await this.view.calendar(alone, 'CANCEL') },
      cause: `series:${seriesId}:${sequence}`,
    });
  }

  private async queue<T extends SeriesMail>(
    { series: { organizerId } }: SeriesAudience,
    recipients: readonly Recipient[],
    mail: Omit<MailRequest<T>, 'to' | 'sender'>,
  ): Promise<void> {
    for (const { email, name, timeZone, userId } of recipients) {
      const to = { email, name, timeZone, userId: userId ?? undefined };
      await this.mail.queue<T>({ ...mail, to, sender: organizerId, isUnasked: userId !== organizerId });
    }
  }
}
