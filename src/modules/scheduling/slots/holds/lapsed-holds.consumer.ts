import { Consumer, MessageConsumer } from '../../../../infra/queue/consumer.js';
import { isMessage, type Message } from '../../../../kernel/message.js';
import { HoldsService } from './holds.service.js';
import { LAPSE_HOLD } from '../slots.events.js';

/** Releases expired holds. */
@Consumer({ name: 'slots.lapsed-holds', messages: [LAPSE_HOLD] })
export class LapsedHoldsConsumer extends MessageConsumer {
  constructor(private readonly holds: HoldsService) {
    super();
  }

  async handle(message: Message): Promise<void> {
    if (isMessage(message, LAPSE_HOLD)) await this.holds.lapse(message.payload.holdId);
  }
}
