import { Consumer, MessageConsumer } from '../../../../infra/queue/consumer.js';
import { isMessage, type Message } from '../../../../kernel/message.js';
import { EVENT_TYPE_ARCHIVED } from '../../event-types/event-types.events.js';
import { WaitlistEndings } from '../waitlist-endings.js';

/** Ends the waitlist of archived event types, and notifies who waits. */
@Consumer({ name: 'waitlist.archived-types', messages: [EVENT_TYPE_ARCHIVED] })
export class ArchivedTypesConsumer extends MessageConsumer {
  constructor(private readonly endings: WaitlistEndings) {
    super();
  }

  async handle(message: Message): Promise<void> {
    if (isMessage(message, EVENT_TYPE_ARCHIVED)) await this.endings.endQueue(message.payload.eventTypeId);
  }
}
