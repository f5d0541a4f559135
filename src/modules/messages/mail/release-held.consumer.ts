import { Consumer, MessageConsumer } from '../../../infra/queue/consumer.js';
import { isMessage, type Message } from '../../../kernel/message.js';
import { EMAIL_VERIFIED } from '../../people/auth/auth.events.js';
import { EmailDeliveries } from './email-deliveries.repository.js';
import { MailAttempts } from './mail-attempts.js';

/** Releases the mails of a sender whose address was verified. */
@Consumer({ name: 'mail.release-held', messages: [EMAIL_VERIFIED] })
export class ReleaseHeldConsumer extends MessageConsumer {
  constructor(
    private readonly deliveries: EmailDeliveries,
    private readonly attempts: MailAttempts,
  ) {
    super();
  }

  async handle(message: Message): Promise<void> {
    if (!isMessage(message, EMAIL_VERIFIED)) return;
    for (const attempt of await this.deliveries.release(message.payload.userId)) await this.attempts.add(attempt);
  }
}
