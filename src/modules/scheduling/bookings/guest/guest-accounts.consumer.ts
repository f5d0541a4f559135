import { Consumer, MessageConsumer } from '../../../../infra/queue/consumer.js';
import { isMessage, type Message } from '../../../../kernel/message.js';
import { EMAIL_VERIFIED } from '../../../people/auth/auth.events.js';
import { UsersApi } from '../../../people/users/users.api.js';
import { AttendeesRepository } from '../booking/attendees.repository.js';
import { BookingRecipients } from '../messages/booking-recipients.repository.js';

/** Links guests to their account, once its address is verified. */
@Consumer({ name: 'bookings.guest-accounts', messages: [EMAIL_VERIFIED] })
export class GuestAccountsConsumer extends MessageConsumer {
  constructor(
    private readonly users: UsersApi,
    private readonly attendees: AttendeesRepository,
    private readonly recipients: BookingRecipients,
  ) {
    super();
  }

  async handle(message: Message): Promise<void> {
    if (!isMessage(message, EMAIL_VERIFIED)) return;
    const user = await this.users.findById(message.payload.userId);
    if (!user?.emailVerified) return;
    await this.attendees.linkGuests(user.email, user.id);
    await this.recipients.link(user.email, user.id);
  }
}
