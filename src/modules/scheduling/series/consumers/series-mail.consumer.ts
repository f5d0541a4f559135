import { Consumer, MessageConsumer } from '../../../../infra/queue/consumer.js';
import { isMessage, type Message } from '../../../../kernel/message.js';
import { MailApi, type MailRequest } from '../../../messages/mail/mail.api.js';
import { BrandsApi, mailBrand } from '../../../people/organizations/brands.api.js';
import { UsersApi } from '../../../people/users/users.api.js';
import {
  SERIES_CHANGED,
  SERIES_CREATED,
  SERIES_DATES_SKIPPED,
  SERIES_ENDED,
  type SeriesChanged,
  type SeriesFact,
} from '../series.events.js';
import { type SeriesAudience, SeriesAudiences } from './series-audience.js';
import { SeriesView } from './series-view.js';
import { seriesCancelledMail } from '../mails/series-cancelled.template.js';
import { seriesWithdrawnMail } from '../mails/series-withdrawn.template.js';
import { seriesChangedMail } from '../mails/series-changed.template.js';
import { seriesConfirmationMail } from '../mails/series-confirmation.template.js';
import { seriesDatesSkippedMail } from '../mails/series-dates-skipped.template.js';
import type { SeriesDetails } from '../mails/series-details.js';
import type { MailTemplate } from '../../../../infra/mail/mail-template.js';

/** Writes to organizer and attendees: one e-mail for whatever happens to a series, however many instances it has. */
@Consumer({ name: 'series.mail', messages: [SERIES_CREATED, SERIES_CHANGED, SERIES_ENDED, SERIES_DATES_SKIPPED] })
export class SeriesMailConsumer extends MessageConsumer {
  constructor(
    private readonly audiences: SeriesAudiences,
    private readonly view: SeriesView,
    private readonly users: UsersApi,
    private readonly brands: BrandsApi,
    private readonly mail: MailApi,
  ) {
    super();
  }

  async handle(message: Message): Promise<void> {
    const { seriesId } = message.payload as { readonly seriesId: string };
    const audience = await this.audiences.of(seriesId);
    if (!audience) return;
    if (isMessage(message, SERIES_ENDED)) return this.cancel(audience, message.payload);
    // Also of a series that is over since then, of whose end they do not hear.
    if (isMessage(message, SERIES_CHANGED)) await this.withdraw(audience, message.payload);
    // Whoever was told of nothing yet needs no news of something that is over: the cancellation comes.
    if (audience.series.status === 'cancelled') return;
    if (isMessage(message, SERIES_DATES_SKIPPED)) {
      const { sequence } = message.payload;
      if (sequence !== null) await this.send(audience, { seriesId, sequence }, seriesDatesSkippedMail);
    }
    if (isMessage(message, SERIES_CREATED)) await this.send(audience, message.payload, seriesConfirmationMail);
    if (isMessage(message, SERIES_CHANGED)) await this.send(audience, message.payload, seriesChangedMail);
  }

  private async send(
    audience: SeriesAudience,
    { seriesId, sequence }: Pick<SeriesFact, 'seriesId' | 'sequence'>,
    template: MailTemplate<SeriesDetails>,
  ): Promise<void> {
    await this.queue(audience, {
      template,
      data: await this.view.details(audience),
      method: 'REQUEST',
      cause: `series:${seriesId}:${sequence}`,
    });
  }

  private async cancel(audience: SeriesAudience, { seriesId, sequence, actorId }: SeriesFact): Promise<void> {
    const actor = actorId === null ? null : await this.users.findById(actorId);
    const data = await this.view.details(audience);
    await this.queue(audience, {
      template: seriesCancelledMail,
      data: { ...data, cancelledByName: actor?.name ?? null, reason: audience.series.cancelReason },
      method: 'CANCEL',
      cause: `series:${seriesId}:${sequence}`,
    });
  }

  /**
   * The cancellation is for those who are taken off alone (RFC 5546, section 3.2.5), and as old as that: what came after
   * it may have invited them again.
   */
  private async withdraw(audience: SeriesAudience, fact: SeriesChanged): Promise<void> {
    const { seriesId, sequence } = fact;
    const removed = await this.audiences.recipients(audience.series, fact.removed);
    if (removed.length === 0) return;
    const data = await this.view.details({ ...audience, attendeeNames: [] });
    const people = removed.map(({ email, name }) => ({ userId: null, email, name: name ?? null }));
    const alone = { ...audience, recipients: removed, series: { ...audience.series, sequence, people } };
    await this.queue(alone, {
      template: seriesWithdrawnMail,
      data,
      method: 'CANCEL',
      cause: `series:${seriesId}:${sequence}`,
    });
  }

  private async queue<D extends SeriesDetails>(
    audience: SeriesAudience,
    {
      method,
      ...mail
    }: Pick<MailRequest<D>, 'template' | 'data' | 'cause'> & { readonly method: 'REQUEST' | 'CANCEL' },
  ): Promise<void> {
    const sender = audience.series.organizerId;
    const calendarFor = await this.view.calendars(audience, method);
    const ofOrganization = await this.brands.ofOne(audience.series.organizationId);
    const brand = ofOrganization && mailBrand(ofOrganization);
    const roomUrlFor = method === 'CANCEL' ? () => null : await this.view.roomUrls(audience);
    for (const recipient of audience.recipients) {
      const { email, name, timeZone, language, userId } = recipient;
      const to = { email, name, timeZone, language, userId: userId ?? undefined };
      const rule = this.view.rule(audience.series, language);
      const replyTo = userId === sender ? null : (audience.accounts.get(sender)?.email ?? null);
      // No attendee: what the organizer has been sent is not searched for names when one is erased.
      const withName = userId === sender ? null : audience.organizerName;
      const sessionUrl = await roomUrlFor(recipient);
      const calendar = { method, ics: calendarFor(recipient, sessionUrl) };
      await this.mail.queue<D>({
        ...mail,
        data: { ...mail.data, rule, replyTo, withName, brand, sessionUrl },
        to,
        calendar,
        sender,
        isUnasked: userId !== sender,
      });
    }
  }
}
