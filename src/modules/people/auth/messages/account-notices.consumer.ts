import type { PlatformRole } from '../../../../infra/access/actor.js';
import { Consumer, MessageConsumer } from '../../../../infra/queue/consumer.js';
import { DEFAULT_LANGUAGE } from '../../../../kernel/language.js';
import { isMessage, type Message, type MessageType } from '../../../../kernel/message.js';
import { type NewNotification, NotificationsApi } from '../../../messages/notifications/notifications.api.js';
import { type UserRecord, UsersApi } from '../../users/users.api.js';
import {
  USER_DEACTIVATED,
  USER_EMAIL_CHANGED,
  USER_PAGE_CHANGED,
  USER_PICTURE_CHANGED,
  USER_REACTIVATED,
  USER_REGISTERED,
  USER_ROLE_CHANGED,
  USER_USERNAME_CHANGED,
} from '../../users/users.events.js';
import {
  API_KEY_CREATED,
  API_KEY_EXPIRING,
  LOGIN_SESSIONS_ENDED,
  PASSWORD_CHANGED,
  REFRESH_TOKEN_REUSE_DETECTED,
} from '../auth.events.js';
import { ACCOUNT_NOTICE_TEXTS, type AccountNoticeTexts } from './account-notice-texts.js';

interface AccountFact {
  readonly userId: string;
  /** The acting administrator; absent when it was the person. */
  readonly actorId?: string;
  readonly role?: PlatformRole;
  readonly keyId?: string;
  /** Of login sessions that were ended. */
  readonly count?: number;
}

interface Notice {
  readonly about: MessageType<object>;
  readonly type: NewNotification['type'];
  readonly words: (
    texts: AccountNoticeTexts,
    actorName: string,
    fact: AccountFact,
    person: UserRecord | undefined,
  ) => { readonly title: string; readonly message: string };
}

const NOTICES: readonly Notice[] = [
  { about: USER_REGISTERED, type: 'WELCOME', words: ({ welcome }) => welcome },
  { about: PASSWORD_CHANGED, type: 'PASSWORD_CHANGED', words: ({ password }) => password },
  { about: REFRESH_TOKEN_REUSE_DETECTED, type: 'SECURITY_ALERT', words: ({ reuse }) => reuse },
  { about: API_KEY_CREATED, type: 'API_KEY_CREATED', words: ({ keyCreated }) => keyCreated },
  { about: API_KEY_EXPIRING, type: 'API_KEY_EXPIRING', words: ({ keyExpiring }) => keyExpiring },
  { about: USER_EMAIL_CHANGED, type: 'EMAIL_CHANGED', words: ({ email }) => email },
  {
    about: USER_ROLE_CHANGED,
    type: 'ROLE_CHANGED',
    words: (texts, actorName, { role = 'user' }) => texts.role(actorName, texts.roles[role]),
  },
  {
    about: LOGIN_SESSIONS_ENDED,
    type: 'SECURITY_ALERT',
    words: (texts, actorName, { count = 1 }) => texts.sessionsEnded(actorName, count),
  },
  {
    about: USER_USERNAME_CHANGED,
    type: 'ACCOUNT_CHANGED',
    words: (texts, actorName, _fact, person) => texts[person?.username ? 'username' : 'noUsername'](actorName),
  },
  { about: USER_PICTURE_CHANGED, type: 'ACCOUNT_CHANGED', words: (texts, actorName) => texts.picture(actorName) },
  { about: USER_PAGE_CHANGED, type: 'ACCOUNT_CHANGED', words: (texts, actorName) => texts.page(actorName) },
  { about: USER_DEACTIVATED, type: 'ACCOUNT_DEACTIVATED', words: (texts, actor) => texts.deactivated(actor) },
  { about: USER_REACTIVATED, type: 'ACCOUNT_REACTIVATED', words: (texts, actor) => texts.reactivated(actor) },
];

/** In-app notifications to people about their own account, except about what they do themselves where others may, too. */
@Consumer({ name: 'auth.account-notices', messages: NOTICES.map(({ about }) => about) })
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
    const notice = NOTICES.find(({ about }) => isMessage(message, about));
    if (!notice || userId === actorId) return;
    const people = await this.users.findByIds(actorId === undefined ? [userId] : [userId, actorId]);
    const language = people.get(userId)?.language ?? DEFAULT_LANGUAGE;
    const texts = ACCOUNT_NOTICE_TEXTS[language];
    const actorName = people.get(actorId ?? '')?.name ?? texts.administrator;
    const metadata = {
      ...(actorId !== undefined && { actorId }),
      ...(notice.about === USER_ROLE_CHANGED && { role }),
      ...(keyId !== undefined && { keyId }),
    };
    await this.notifications.notify([
      {
        userId,
        type: notice.type,
        ...notice.words(texts, actorName, fact, people.get(userId)),
        language,
        metadata,
        cause: message.id,
      },
    ]);
  }
}
