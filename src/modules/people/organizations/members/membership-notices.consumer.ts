import { Consumer, MessageConsumer } from '../../../../infra/queue/consumer.js';
import { DEFAULT_LANGUAGE } from '../../../../kernel/language.js';
import { isMessage, type Message } from '../../../../kernel/message.js';
import { type NewNotification, NotificationsApi } from '../../../messages/notifications/notifications.api.js';
import { UsersApi } from '../../users/users.api.js';
import {
  INVITATION_DECLINED,
  MEMBER_ADDED,
  MEMBER_COURSE_ROLES_CHANGED,
  MEMBER_REMOVED,
  MEMBER_ROLE_CHANGED,
  ORGANIZATION_PAGE_REMOVED,
  OWNERSHIP_TRANSFERRED,
} from '../organizations.events.js';
import { ANNOUNCE_DELETION, ANNOUNCE_RENAME } from '../organizations.jobs.js';
import { OrganizationsRepository } from '../organization/organizations.repository.js';
import { MEMBERSHIP_NOTICE_TEXTS, type MembershipNoticeTexts } from './membership-notice-texts.js';

interface Notice extends Pick<NewNotification, 'userId' | 'type'> {
  readonly words: (texts: MembershipNoticeTexts) => { readonly title: string; readonly message: string };
  readonly metadata?: object;
  /** Whether the account of who did it stays unknown. */
  readonly hidesActor?: boolean;
}

/**
 * Notifies people of changes of their memberships by others, inviters of answers, and owners and admins of members who leave and
 * of a public page that an administrator of the installation took away.
 */
@Consumer({
  name: 'organizations.membership-notices',
  messages: [
    INVITATION_DECLINED,
    MEMBER_ADDED,
    MEMBER_REMOVED,
    MEMBER_ROLE_CHANGED,
    MEMBER_COURSE_ROLES_CHANGED,
    ORGANIZATION_PAGE_REMOVED,
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
    const managers = isForManagers(message) ? await this.organizations.managersOf(organizationId) : [];
    const told = managers.filter((id) => id !== actorId);
    const notices = noticesOf(message, organization?.name, actor?.name ?? '', told);
    const people = await this.users.findByIds(notices.map(({ userId }) => userId));
    await this.notifications.notify(
      notices.map(({ userId, type, words, metadata, hidesActor = false }) => {
        const language = people.get(userId)?.language ?? DEFAULT_LANGUAGE;
        return {
          userId,
          type,
          ...words(MEMBERSHIP_NOTICE_TEXTS[language]),
          language,
          metadata: { organizationId, ...(hidesActor ? {} : { actorId }), ...metadata },
          about: [actorId],
          cause: message.id,
        };
      }),
    );
  }
}

function isForManagers(message: Message): boolean {
  const { userId, actorId } = message.payload as { userId?: string; actorId: string };
  return isMessage(message, ORGANIZATION_PAGE_REMOVED) || (isMessage(message, MEMBER_REMOVED) && userId === actorId);
}

/**
 * Actors are not notified of their own actions. Of a deleted organization there is only the notice of its deletion.
 * @param managers who are told of what is for owners and admins
 */
function noticesOf(
  message: Message,
  name: string | undefined,
  actorName: string,
  managers: readonly string[],
): Notice[] {
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
  if (isForManagers(message))
    return managers.map((userId) => ({ userId, ...noticeForManagers(message, name, actorName) }));
  if (isMessage(message, MEMBER_ADDED) || isMessage(message, INVITATION_DECLINED))
    return answersOf(message, name, actorName);
  const { userId, actorId } = message.payload as { userId: string; actorId: string };
  if (userId === actorId || (isMessage(message, MEMBER_COURSE_ROLES_CHANGED) && message.payload.isAgreed)) return [];
  return [{ userId, ...noticeOf(message, name, actorName) }];
}

function noticeForManagers(message: Message, name: string, actorName: string): Omit<Notice, 'userId'> {
  if (isMessage(message, ORGANIZATION_PAGE_REMOVED))
    return {
      type: 'ORG_PAGE_REMOVED',
      words: ({ pageRemoved }) => ({ title: pageRemoved.title(name), message: pageRemoved.message(actorName, name) }),
    };
  return {
    type: 'ORG_MEMBER_LEFT',
    words: ({ left }) => ({ title: left.title(actorName, name), message: left.message(actorName, name) }),
  };
}

/** To whoever invited. Who declined is called by the address that was invited, and stays as unknown as before. */
function answersOf(message: Message, name: string, actorName: string): Notice[] {
  if (isMessage(message, INVITATION_DECLINED)) {
    const { invitedBy, email } = message.payload;
    return [
      {
        userId: invitedBy,
        type: 'ORG_INVITE_DECLINED',
        hidesActor: true,
        words: ({ declined }) => ({ title: declined.title(name), message: declined.message(email, name) }),
      },
    ];
  }
  const { userId, invitedBy } = message.payload as { userId: string; invitedBy: string | null };
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
  if (isMessage(message, MEMBER_COURSE_ROLES_CHANGED)) {
    const { courseRoles } = message.payload;
    return {
      type: 'ORG_ROLE_CHANGED',
      words: ({ courseRoles: called, courses }) => {
        const roles = courseRoles.map((role) => called[role]);
        return { title: courses.title(roles, name), message: courses.message(actorName, roles, name) };
      },
      metadata: { courseRoles },
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
