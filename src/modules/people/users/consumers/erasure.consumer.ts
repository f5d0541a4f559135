import { Consumer, MessageConsumer } from '../../../../infra/queue/consumer.js';
import { isMessage, type Message } from '../../../../kernel/message.js';
import { ErasureSteps } from '../erasure-steps.js';
import { ERASE_PERSON } from '../users.jobs.js';

/** Runs erasures, one step per message. */
@Consumer({ name: 'users.erasure', messages: [ERASE_PERSON] })
export class ErasureConsumer extends MessageConsumer {
  constructor(private readonly steps: ErasureSteps) {
    super();
  }

  async handle(message: Message): Promise<void> {
    if (isMessage(message, ERASE_PERSON)) await this.steps.take(message.payload);
  }
}
