import { Consumer, MessageConsumer } from '../../../../infra/queue/consumer.js';
import { isMessage, type Message } from '../../../../kernel/message.js';
import { WaitlistOffersService } from '../waitlist-offers.service.js';
import { SEARCH_ON, SERVE_ENTRY } from '../waitlist.events.js';

/** Continues long searches, and serves entries that failed among others. */
@Consumer({ name: 'waitlist.further-searches', messages: [SEARCH_ON, SERVE_ENTRY] })
export class FurtherSearchesConsumer extends MessageConsumer {
  constructor(private readonly offers: WaitlistOffersService) {
    super();
  }

  async handle(message: Message): Promise<void> {
    if (isMessage(message, SEARCH_ON)) await this.offers.searchOn(message.payload);
    else if (isMessage(message, SERVE_ENTRY)) await this.offers.serveAlone(message.payload);
  }
}
