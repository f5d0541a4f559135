import { Consumer, MessageConsumer } from '../../../../infra/queue/consumer.js';
import { DEFAULT_LANGUAGE } from '../../../../kernel/language.js';
import { isMessage, type Message } from '../../../../kernel/message.js';
import { type NewNotification, NotificationsApi } from '../../../messages/notifications/notifications.api.js';
import { UsersApi } from '../../users/users.api.js';
import { MEMBER_ADDED, MEMBER_REMOVED, MEMBER_ROLE_CHANGED, OWNERSHIP_TRANSFERRED } from '../organizations.events.js';
import { ANNOUNCE_DELETION, ANNOUNCE_RENAME } from '../organizations.jobs.js';
import { OrganizationsRepository } from '../organization/organizations.repository.js';
import { MEMBERSHIP_NOTICE_TEXTS, type MembershipNoticeTexts } from './membership-notice-texts.js';

interface Notice extends Pick<NewNotification, 'userId' | 'type'> {
  readonly words: (texts: MembershipNoticeTexts) => { readonly title: string; readonly message: string };
  readonly metadata?: object;
}

/** Notifies people of changes of their memberships by others, and inviters of acceptances. */
@Consumer({
  name: 'organizations.membership-notices',
  messages: [
    MEMBER_ADDED,
    MEMBER_REMOVED,
    MEMBER_ROLE_CHANGED,
    OWNERSHIP_TRANSFERRED,
    ANNOUNCE_RENAME,
    ANNOUNCE_DELETION,
  ],
})
export class MembershipNoticesConsumer extends MessageConsumer {
  constructor(
    private readonly organizations: OrganizationsRepository,
    private readonly users: UsersApi,
    private readonly notifications: NotificationsApi,
  ) {
    super();
  }

  async handle(message: Message): Promise<void> {
    const { organizationId, actorId } = message.payload as { organizationId: string; actorId: string };
    const organization = await this.organizations.findById(organizationId);
    const actor = (await this.users.findByIds([actorId])).get(actorId);
    const notices = noticesOf(message, organization?.name, actor?.name ?? '');
    const people = await this.users.findByIds(notices.map(({ userId }) => userId));
    await this.notifications.notify(
      notices.map(({ userId, type, words, metadata }) => {
        const language = people.get(userId)?.language ?? DEFAULT_LANGUAGE;
        return {
          userId,
          type,
          ...words(MEMBERSHIP_NOTICE_TEXTS[language]),
          language,
          metadata: { organizationId, actorId, ...metadata },
          cause: message.id,
        };
      }),
    );
  }
}

/** Actors are not notified of their own actions. Of a deleted organization there is only the notice of its deletion. */
function noticesOf(message: Message, name: string | undefined, actorName: string): Notice[] {
  if (isMessage(message, ANNOUNCE_DELETION)) {
    const { organizationName, userIds } = message.payload;
    return userIds.map((userId) => ({
      userId,
      type: 'ORG_DELETED',
      words: ({ deleted }) => ({
        title: deleted.title(organizationName),
        message: deleted.message(actorName, organizationName),
      }),
    }));
  }
  if (name === undefined) return [];
  if (isMessage(message, ANNOUNCE_RENAME)) {
    const { organizationName: formerName, userIds } = message.payload;
    return userIds.map((userId) => ({
      userId,
      type: 'ORG_RENAMED',
      words: ({ renamed }) => ({
        title: renamed.title(formerName, name),
        message: renamed.message(actorName, formerName, name),
      }),
    }));
  }
  const { userId, actorId } = message.payload as { userId: string; actorId: string };
  if (isMessage(message, MEMBER_ADDED)) {
    const { invitedBy } = message.payload;
    if (invitedBy === null) return [];
    return [
      {
        userId: invitedBy,
        type: 'ORG_INVITE_ACCEPTED',
        words: ({ joined }) => ({ title: joined.title(actorName, name), message: joined.message(actorName, name) }),
        metadata: { userId },
      },
    ];
  }
  return userId === actorId ? [] : [{ userId, ...noticeOf(message, name, actorName) }];
}

function noticeOf(message: Message, name: string, actorName: string): Omit<Notice, 'userId'> {
  if (isMessage(message, MEMBER_ROLE_CHANGED)) {
    const { role } = message.payload;
    return {
      type: 'ORG_ROLE_CHANGED',
      words: ({ roles, role: changed }) => ({
        title: changed.title(roles[role], name),
        message: changed.message(actorName, roles[role], name),
      }),
      metadata: { role },
    };
  }
  if (isMessage(message, OWNERSHIP_TRANSFERRED)) {
    return {
      type: 'ORG_OWNERSHIP_TRANSFERRED',
      words: ({ transferred }) => ({
        title: transferred.title(name),
        message: transferred.message(actorName, name),
      }),
      metadata: { role: 'owner' },
    };
  }
  return {
    type: 'ORG_MEMBER_REMOVED',
    words: ({ removed }) => ({ title: removed.title(name), message: removed.message(actorName, name) }),
  };
}
