import { Consumer, MessageConsumer } from '../../../../infra/queue/consumer.js';
import { isMessage, type Message } from '../../../../kernel/message.js';
import { NotificationsApi } from '../../../messages/notifications/notifications.api.js';
import { USER_REGISTERED } from '../../users/users.events.js';
import { PASSWORD_CHANGED, REFRESH_TOKEN_REUSE_DETECTED } from '../auth.events.js';

const NOTICES = [
  [USER_REGISTERED, { type: 'WELCOME', title: 'Welcome to Lyceum', message: 'Your account is ready.' }],
  [
    PASSWORD_CHANGED,
    { type: 'PASSWORD_CHANGED', title: 'Your password was changed', message: 'If that was not you, reset it now.' },
  ],
  [
    REFRESH_TOKEN_REUSE_DETECTED,
    {
      type: 'SECURITY_ALERT',
      title: 'A login session was ended',
      message: 'A refresh token was used twice, so somebody may have copied it.',
    },
  ],
] as const;

/** What a person is told in the app about their own account. */
@Consumer({ name: 'auth.account-notices', messages: NOTICES.map(([type]) => type) })
export class AccountNoticesConsumer extends MessageConsumer {
  constructor(private readonly notifications: NotificationsApi) {
    super();
  }

  async handle(message: Message): Promise<void> {
    const { userId } = message.payload as { userId: string };
    const notice = NOTICES.find(([type]) => isMessage(message, type))?.[1];
    if (notice) await this.notifications.notify([{ userId, ...notice, cause: message.id }]);
  }
}
