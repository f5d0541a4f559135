import { Consumer, MessageConsumer } from '../../../infra/queue/consumer.js';
import { isMessage, type Message } from '../../../kernel/message.js';
import { WaitlistOffersService } from '../waitlist-offers.service.js';
import { SEARCH_ON } from '../waitlist.events.js';

/** Asks those who stand far behind in a queue. */
@Consumer({ name: 'waitlist.further-searches', messages: [SEARCH_ON] })
export class FurtherSearchesConsumer extends MessageConsumer {
  constructor(private readonly offers: WaitlistOffersService) {
    super();
  }

  async handle(message: Message): Promise<void> {
    if (isMessage(message, SEARCH_ON)) await this.offers.searchOn(message.payload);
  }
}
