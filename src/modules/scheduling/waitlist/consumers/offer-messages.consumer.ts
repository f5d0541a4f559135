import { Consumer, MessageConsumer } from '../../../../infra/queue/consumer.js';
import { inLanguages } from '../../../../kernel/language.js';
import { isMessage, type Message } from '../../../../kernel/message.js';
import { waitlistOfferMail } from '../mails/waitlist-offer.template.js';
import { WaitlistLinks } from '../waitlist-links.js';
import { WaitlistMessages, type WaitlistNoticeTexts } from '../waitlist-messages.js';
import { WAITLIST_OFFERED } from '../waitlist.events.js';

const TEXTS = inLanguages<WaitlistNoticeTexts>({
  en: {
    title: (title) => `A time is free: ${title}`,
    message: (title, when) => `“${title}” is kept for you: ${when}.`,
  },
  fr: {
    title: (title) => `Un créneau est libre : ${title}`,
    message: (title, when) => `« ${title} » vous est réservé : ${when}.`,
  },
});

/** Notifies of an offer. */
@Consumer({ name: 'waitlist.offer-messages', messages: [WAITLIST_OFFERED] })
export class OfferMessagesConsumer extends MessageConsumer {
  constructor(
    private readonly messages: WaitlistMessages,
    private readonly links: WaitlistLinks,
  ) {
    super();
  }

  async handle(message: Message): Promise<void> {
    if (!isMessage(message, WAITLIST_OFFERED)) return;
    const { entryId, start, end, expiresAt } = message.payload;
    await this.messages.tell(message.payload, (entry) => {
      if (entry.status !== 'offered') return null;
      const acceptUrl = this.links.urlOf(entry);
      return {
        cause: `waitlist:${entryId}`,
        template: waitlistOfferMail,
        data: acceptUrl === null ? null : (details) => ({ ...details, start, end, acceptUrl, expiresAt }),
        type: 'WAITLIST_OFFER',
        period: { start, end },
        texts: TEXTS,
        metadata: { start, end, expiresAt },
      };
    });
  }
}
