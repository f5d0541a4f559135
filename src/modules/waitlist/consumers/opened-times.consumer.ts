import { Consumer, MessageConsumer } from '../../../infra/queue/consumer.js';
import { isMessage, type Message } from '../../../kernel/message.js';
import { EVENT_TYPE_CHANGED } from '../../event-types/event-types.events.js';
import { WaitlistOffersService } from '../waitlist-offers.service.js';

/** Fields of an event type that say nothing about when it can be booked. */
const WORDS = new Set(['title', 'description', 'location', 'slug', 'questions', 'reminderMinutes']);

/** Whenever more time is offered than before, without anybody having given it back, those who wait are asked. */
@Consumer({ name: 'waitlist.opened-times', messages: [EVENT_TYPE_CHANGED] })
export class OpenedTimesConsumer extends MessageConsumer {
  constructor(private readonly offers: WaitlistOffersService) {
    super();
  }

  async handle(message: Message): Promise<void> {
    if (!isMessage(message, EVENT_TYPE_CHANGED)) return;
    const { eventTypeId, fields } = message.payload;
    if (fields.every((field) => WORDS.has(field))) return;
    await this.offers.offerIn([eventTypeId], { start: null, end: null });
  }
}
