import { Consumer, MessageConsumer } from '../../../../infra/queue/consumer.js';
import { DEFAULT_LANGUAGE, inLanguages } from '../../../../kernel/language.js';
import { isMessage, type Message } from '../../../../kernel/message.js';
import { formatPeriod } from '../../../../kernel/when.js';
import { EventTypesApi } from '../../event-types/event-types.api.js';
import { MailApi } from '../../../messages/mail/mail.api.js';
import { NotificationsApi } from '../../../messages/notifications/notifications.api.js';
import { UsersApi } from '../../../people/users/users.api.js';
import { WaitlistLinks } from '../waitlist-links.js';
import { WAITLIST_OFFERED, type WaitlistOffered } from '../waitlist.events.js';
import { WaitlistRepository } from '../waitlist.repository.js';
import { waitlistOfferMail } from '../mails/waitlist-offer.template.js';

const TEXTS = inLanguages({
  en: {
    title: (title: string) => `A time is free: ${title}`,
    message: (title: string, when: string) => `“${title}” is kept for you: ${when}.`,
  },
  fr: {
    title: (title) => `Un créneau est libre : ${title}`,
    message: (title, when) => `« ${title} » vous est réservé : ${when}.`,
  },
});

/** Notifies of an offer: by e-mail, and in the app if they have an account. */
@Consumer({ name: 'waitlist.offer-messages', messages: [WAITLIST_OFFERED] })
export class OfferMessagesConsumer extends MessageConsumer {
  constructor(
    private readonly repository: WaitlistRepository,
    private readonly eventTypes: EventTypesApi,
    private readonly users: UsersApi,
    private readonly links: WaitlistLinks,
    private readonly mail: MailApi,
    private readonly notifications: NotificationsApi,
  ) {
    super();
  }

  async handle(message: Message): Promise<void> {
    if (isMessage(message, WAITLIST_OFFERED)) await this.tell(message.payload);
  }

  private async tell({ entryId, eventTypeId, userId, start, end, expiresAt }: WaitlistOffered): Promise<void> {
    const entry = await this.repository.find(entryId);
    const type = await this.eventTypes.find(eventTypeId);
    if (!entry || !type || entry.status !== 'offered') return;
    const account = userId === null ? null : await this.users.findById(userId);
    const { attendeeEmail, attendeeName, timeZone, language } = entry;
    const cause = `waitlist:${entryId}`;
    const to = account ?? { email: attendeeEmail, name: attendeeName, language };
    const acceptUrl = this.links.urlOf(entry);
    if (to.email !== null && acceptUrl !== null)
      await this.mail.queue({
        template: waitlistOfferMail,
        to: { email: to.email, name: to.name ?? undefined, timeZone, language: to.language, userId: account?.id },
        data: { title: type.title, start, end, acceptUrl, expiresAt },
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
        type: 'WAITLIST_OFFER',
        title: texts.title(type.title),
        message: texts.message(type.title, formatPeriod(start, end, timeZone, spoken)),
        language: spoken,
        metadata: { entryId, eventTypeId, start, end, expiresAt },
        about: [type.ownerId],
        cause,
      },
    ]);
  }
}
