import { Consumer, MessageConsumer } from '../../../../infra/queue/consumer.js';
import { inLanguages } from '../../../../kernel/language.js';
import { isMessage, type Message } from '../../../../kernel/message.js';
import { waitlistRemovedMail } from '../mails/waitlist-removed.template.js';
import { WaitlistMessages, type WaitlistNoticeTexts } from '../waitlist-messages.js';
import { WAITLIST_REMOVED } from '../waitlist.events.js';

const TEXTS = inLanguages<WaitlistNoticeTexts>({
  en: {
    title: (title) => `Not on the waitlist any more: ${title}`,
    message: (title, when) => `You were removed from the waitlist of “${title}”: ${when}.`,
  },
  fr: {
    title: (title) => `Plus sur la liste d’attente : ${title}`,
    message: (title, when) => `Vous avez été retiré de la liste d’attente de « ${title} » : ${when}.`,
  },
});

/** Notifies those whom a host has removed. */
@Consumer({ name: 'waitlist.removal-messages', messages: [WAITLIST_REMOVED] })
export class RemovalMessagesConsumer extends MessageConsumer {
  constructor(private readonly messages: WaitlistMessages) {
    super();
  }

  async handle(message: Message): Promise<void> {
    if (!isMessage(message, WAITLIST_REMOVED)) return;
    await this.messages.tell(message.payload, ({ id, rangeStart, rangeEnd }) => {
      const [from, to] = [rangeStart.toISOString(), rangeEnd.toISOString()];
      return {
        cause: `waitlist:${id}:removed`,
        template: waitlistRemovedMail,
        data: (details) => ({ ...details, from, to }),
        type: 'WAITLIST_REMOVED',
        period: { start: from, end: to },
        texts: TEXTS,
        metadata: { from, to },
      };
    });
  }
}
