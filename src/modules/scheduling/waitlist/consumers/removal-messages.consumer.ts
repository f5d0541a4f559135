import { Consumer, MessageConsumer } from '../../../../infra/queue/consumer.js';
import { DEFAULT_LANGUAGE, inLanguages } from '../../../../kernel/language.js';
import { isMessage, type Message } from '../../../../kernel/message.js';
import { formatPeriod } from '../../../../kernel/when.js';
import { EventTypesApi } from '../../event-types/event-types.api.js';
import { MailApi } from '../../../messages/mail/mail.api.js';
import { NotificationsApi } from '../../../messages/notifications/notifications.api.js';
import { UsersApi } from '../../../people/users/users.api.js';
import { WAITLIST_REMOVED, type WaitlistFact } from '../waitlist.events.js';
import { WaitlistRepository } from '../waitlist.repository.js';
import { waitlistRemovedMail } from '../mails/waitlist-removed.template.js';

const TEXTS = inLanguages({
  en: {
    title: (title: string) => `Not on the waitlist any more: ${title}`,
    message: (title: string, when: string) => `You were removed from the waitlist of “${title}”: ${when}.`,
  },
  fr: {
    title: (title) => `Plus sur la liste d’attente : ${title}`,
    message: (title, when) => `Vous avez été retiré de la liste d’attente de « ${title} » : ${when}.`,
  },
});

/** Notifies those whom a host has removed: by e-mail, and in the app if they have an account. */
@Consumer({ name: 'waitlist.removal-messages', messages: [WAITLIST_REMOVED] })
export class RemovalMessagesConsumer extends MessageConsumer {
  constructor(
    private readonly repository: WaitlistRepository,
    private readonly eventTypes: EventTypesApi,
    private readonly users: UsersApi,
    private readonly mail: MailApi,
    private readonly notifications: NotificationsApi,
  ) {
    super();
  }

  async handle(message: Message): Promise<void> {
    if (isMessage(message, WAITLIST_REMOVED)) await this.tell(message.payload);
  }

  private async tell({ entryId, eventTypeId, userId }: WaitlistFact): Promise<void> {
    const entry = await this.repository.find(entryId);
    const type = await this.eventTypes.find(eventTypeId);
    if (!entry || !type) return;
    const account = userId === null ? null : await this.users.findById(userId);
    const { attendeeEmail, attendeeName, timeZone, language } = entry;
    const [from, to] = [entry.rangeStart.toISOString(), entry.rangeEnd.toISOString()];
    const cause = `waitlist:${entryId}:removed`;
    const reader = account ?? { email: attendeeEmail, name: attendeeName, language };
    if (reader.email !== null)
      await this.mail.queue({
        template: waitlistRemovedMail,
        to: {
          email: reader.email,
          name: reader.name ?? undefined,
          timeZone,
          language: reader.language,
          userId: account?.id,
        },
        data: { title: type.title, from, to },
        cause,
        sender: type.ownerId,
        isUnasked: account === null,
      });
    if (!account) return;
    const spoken = account.language ?? DEFAULT_LANGUAGE;
    const texts = TEXTS[spoken];
    await this.notifications.notify([
      {
        userId: account.id,
        type: 'WAITLIST_REMOVED',
        title: texts.title(type.title),
        message: texts.message(type.title, formatPeriod(from, to, timeZone, spoken)),
        language: spoken,
        metadata: { entryId, eventTypeId, from, to },
        about: [type.ownerId],
        cause,
      },
    ]);
  }
}
