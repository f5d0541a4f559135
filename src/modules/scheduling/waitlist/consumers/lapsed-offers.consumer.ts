import { Consumer, MessageConsumer } from '../../../../infra/queue/consumer.js';
import { isMessage, type Message } from '../../../../kernel/message.js';
import { WaitlistEndings } from '../waitlist-endings.js';
import { LAPSE_OFFER } from '../waitlist.events.js';

/** Expires offers that nobody accepted in time. */
@Consumer({ name: 'waitlist.lapsed-offers', messages: [LAPSE_OFFER] })
export class LapsedOffersConsumer extends MessageConsumer {
  constructor(private readonly endings: WaitlistEndings) {
    super();
  }

  async handle(message: Message): Promise<void> {
    if (isMessage(message, LAPSE_OFFER)) await this.endings.lapse(message.payload.entryId);
  }
}
