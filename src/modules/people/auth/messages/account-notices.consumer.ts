import { Consumer, MessageConsumer } from '../../../../infra/queue/consumer.js';
import { isMessage, type Message, type MessageType } from '../../../../kernel/message.js';
import { type NewNotification, NotificationsApi } from '../../../messages/notifications/notifications.api.js';
import { UsersApi } from '../../users/users.api.js';
import {
  USER_DEACTIVATED,
  USER_EMAIL_CHANGED,
  USER_REACTIVATED,
  USER_REGISTERED,
  USER_ROLE_CHANGED,
} from '../../users/users.events.js';
import { API_KEY_CREATED, API_KEY_EXPIRING, PASSWORD_CHANGED, REFRESH_TOKEN_REUSE_DETECTED } from '../auth.events.js';

type Notice = Pick<NewNotification, 'type' | 'title' | 'message'>;

interface AccountFact {
  readonly userId: string;
  /** The acting administrator; absent when it was the person. */
  readonly actorId?: string;
  readonly role?: string;
  readonly keyId?: string;
}

const NOTICES: ReadonlyArray<readonly [MessageType<object>, (actorName: string, fact: AccountFact) => Notice]> = [
  [USER_REGISTERED, () => ({ type: 'WELCOME', title: 'Welcome to Lyceum', message: 'Your account is ready.' })],
  [
    PASSWORD_CHANGED,
    () => ({
      type: 'PASSWORD_CHANGED',
      title: 'Your password was changed',
      message: 'If that was not you, reset it now.',
    }),
  ],
  [
    REFRESH_TOKEN_REUSE_DETECTED,
    () => ({
      type: 'SECURITY_ALERT',
      title: 'A login session was ended',
      message: 'A refresh token was used twice, so somebody may have copied it.',
    }),
  ],
  [
    API_KEY_CREATED,
    () => ({
      type: 'API_KEY_CREATED',
      title: 'An API key was made with your account',
      message: 'If that was not you, set a new password now and revoke the key.',
    }),
  ],
  [
    API_KEY_EXPIRING,
    () => ({
      type: 'API_KEY_EXPIRING',
      title: 'An API key of yours ends soon',
      message: 'Rotate it before, so that the app that has it goes on working.',
    }),
  ],
  [
    USER_EMAIL_CHANGED,
    () => ({
      type: 'EMAIL_CHANGED',
      title: 'Your e-mail address was changed',
      message:
        'You sign in with the new address. If that was not you, take the old one back by the link in its mailbox.',
    }),
  ],
  [
    USER_ROLE_CHANGED,
    (actorName, { role = '' }) => ({
      type: 'ROLE_CHANGED',
      title: `Your role is ${role}`,
      message: `${actorName} changed your role to ${role}.`,
    }),
  ],
  [
    USER_DEACTIVATED,
    (actorName) => ({
      type: 'ACCOUNT_DEACTIVATED',
      title: 'Your account was deactivated',
      message: `${actorName} deactivated your account.`,
    }),
  ],
  [
    USER_REACTIVATED,
    (actorName) => ({
      type: 'ACCOUNT_REACTIVATED',
      title: 'Your account is active again',
      message: `${actorName} reactivated your account.`,
    }),
  ],
];

/** In-app notifications to people about their own account, except about their own actions as administrators. */
@Consumer({ name: 'auth.account-notices', messages: NOTICES.map(([type]) => type) })
export class AccountNoticesConsumer extends MessageConsumer {
  constructor(
    private readonly users: UsersApi,
    private readonly notifications: NotificationsApi,
  ) {
    super();
  }

  async handle(message: Message): Promise<void> {
    const fact = message.payload as AccountFact;
    const { userId, actorId, role, keyId } = fact;
    const noticeOf = NOTICES.find(([type]) => isMessage(message, type))?.[1];
    if (!noticeOf || userId === actorId) return;
    const actor = actorId === undefined ? undefined : (await this.users.findByIds([actorId])).get(actorId);
    const metadata = {
      ...(actorId !== undefined && { actorId }),
      ...(role !== undefined && { role }),
      ...(keyId !== undefined && { keyId }),
    };
    await this.notifications.notify([
      { userId, ...noticeOf(actor?.name ?? 'An administrator', fact), metadata, cause: message.id },
    ]);
  }
}
