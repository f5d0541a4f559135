import { isMessage, type Message } from '../../../kernel/message.js';
import { Consumer, MessageConsumer } from '../../../infra/queue/consumer.js';
import { SEND_MAIL } from './mail.jobs.js';
import { MailSender } from './mail.sender.js';
import { MAIL_QUEUE } from './mail.queues.js';

@Consumer({ name: 'mail.send', messages: [SEND_MAIL], queue: MAIL_QUEUE, effect: 'external' })
export class SendMailConsumer extends MessageConsumer {
  constructor(private readonly sender: MailSender) {
    super();
  }

  async handle(message: Message): Promise<void> {
    if (isMessage(message, SEND_MAIL)) await this.sender.attempt(message.payload);
  }
}
