import { Consumer, MessageConsumer } from '../../../../infra/queue/consumer.js';
import { isMessage, type Message } from '../../../../kernel/message.js';
import { EMAIL_VERIFIED } from '../../../people/auth/auth.events.js';
import { UsersApi } from '../../../people/users/users.api.js';
import { SeriesRepository } from '../series.repository.js';

/** Links guests of series to their account once its address is verified. */
@Consumer({ name: 'series.guests', messages: [EMAIL_VERIFIED] })
export class SeriesGuestsConsumer extends MessageConsumer {
  constructor(
    private readonly users: UsersApi,
    private readonly repository: SeriesRepository,
  ) {
    super();
  }

  async handle(message: Message): Promise<void> {
    if (!isMessage(message, EMAIL_VERIFIED)) return;
    const user = await this.users.findById(message.payload.userId);
    if (user?.emailVerified) await this.repository.linkGuest(user.email, user.id);
  }
}
