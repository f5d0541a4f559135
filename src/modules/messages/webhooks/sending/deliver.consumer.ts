import { Consumer, MessageConsumer } from '../../../../infra/queue/consumer.js';
import { isMessage, type Message } from '../../../../kernel/message.js';
import { WebhookSender } from './webhook-sender.js';
import { DELIVER_WEBHOOK } from '../webhooks.jobs.js';
import { WEBHOOKS_QUEUE } from '../webhooks.queues.js';

@Consumer({ name: 'webhooks.deliver', messages: [DELIVER_WEBHOOK], queue: WEBHOOKS_QUEUE, effect: 'external' })
export class DeliverConsumer extends MessageConsumer {
  constructor(private readonly sender: WebhookSender) {
    super();
  }

  async handle(message: Message): Promise<void> {
    if (isMessage(message, DELIVER_WEBHOOK)) await this.sender.attempt(message.payload);
  }
}
