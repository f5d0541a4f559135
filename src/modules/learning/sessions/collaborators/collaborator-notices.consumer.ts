import { Consumer, MessageConsumer } from '../../../../infra/queue/consumer.js';
import { HOUR } from '../../../../kernel/clock.js';
import { DEFAULT_LANGUAGE, type Language } from '../../../../kernel/language.js';
import { isMessage, type Message } from '../../../../kernel/message.js';
import { type NewNotification, NotificationsApi } from '../../../messages/notifications/notifications.api.js';
import { FORMER_USER, UsersApi } from '../../../people/users/users.api.js';
import { SessionsRepository } from '../room/sessions.repository.js';
import {
  SESSION_COLLABORATOR_ADDED,
  SESSION_COLLABORATOR_JOINED,
  SESSION_COLLABORATOR_REMOVED,
  SESSION_OWNERSHIP_TRANSFERRED,
  SESSION_ROLE_CHANGED,
  SESSION_UNPUBLISHED,
} from '../sessions.events.js';
import { COLLABORATOR_NOTICE_TEXTS } from './collaborator-notice-texts.js';

type Texts = (typeof COLLABORATOR_NOTICE_TEXTS)[Language];

interface Notice extends Pick<NewNotification, 'userId' | 'type'> {
  readonly words: (texts: Texts, actor: string, room: string) => { readonly title: string; readonly message: string };
}

/** Notifies people of what others do with their place in a room, and owners of who comes in and of what administrators do. */
@Consumer({
  name: 'sessions.collaborator-notices',
  messages: [
    SESSION_COLLABORATOR_ADDED,
    SESSION_COLLABORATOR_JOINED,
    SESSION_COLLABORATOR_REMOVED,
    SESSION_ROLE_CHANGED,
    SESSION_OWNERSHIP_TRANSFERRED,
    SESSION_UNPUBLISHED,
  ],
})
export class CollaboratorNoticesConsumer extends MessageConsumer {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly users: UsersApi,
    private readonly notifications: NotificationsApi,
  ) {
    super();
  }

  async handle(message: Message): Promise<void> {
    const { sessionId, actorId } = message.payload as { sessionId: string; actorId: string };
    const room = await this.sessions.findById(sessionId);
    const notice = room && noticeOf(message, room.ownerId);
    if (!notice || notice.userId === actorId || !(await this.isWanted(notice))) return;
    const people = await this.users.findByIds([actorId, notice.userId]);
    const language = people.get(notice.userId)?.language ?? DEFAULT_LANGUAGE;
    const actor = people.get(actorId)?.name ?? FORMER_USER;
    const { words, ...whom } = notice;
    await this.notifications.notify([
      {
        ...whom,
        ...words(COLLABORATOR_NOTICE_TEXTS[language], actor, room.title),
        language,
        metadata: { sessionId, actorId },
        about: [room.ownerId],
        cause: causeOf(message, sessionId, actorId),
      },
    ]);
  }

  private async isWanted({ userId, type }: Notice): Promise<boolean> {
    const chosen = CHOSEN[type];
    return chosen === undefined || (await this.users.preferencesOf(userId)).notifications[chosen];
  }
}

/** What people may do without. */
const CHOSEN: Readonly<Partial<Record<string, 'collaboratorJoined' | 'sessionShared'>>> = {
  SESSION_COLLABORATOR_JOINED: 'collaboratorJoined',
  SESSION_SHARED: 'sessionShared',
};

/** Of coming in, and of each role that somebody gets, one notice an hour: who flips it floods nobody. */
function causeOf(message: Message, sessionId: string, actorId: string): string {
  const hour = Math.floor(message.createdAt.getTime() / HOUR);
  if (isMessage(message, SESSION_COLLABORATOR_JOINED)) return `session-joined:${sessionId}:${actorId}:${hour}`;
  if (isMessage(message, SESSION_ROLE_CHANGED)) return `session-role:${sessionId}:${message.payload.role}:${hour}`;
  return message.id;
}

function noticeOf(message: Message, ownerId: string): Notice | null {
  if (isMessage(message, SESSION_COLLABORATOR_ADDED)) {
    const { userId, role } = message.payload;
    return {
      userId,
      type: 'SESSION_SHARED',
      words: ({ shared, roles }, actor, room) => ({
        title: shared.title(room),
        message: shared.message(actor, roles[role], room),
      }),
    };
  }
  if (isMessage(message, SESSION_ROLE_CHANGED)) {
    const { userId, role } = message.payload;
    return {
      userId,
      type: 'SESSION_ROLE_CHANGED',
      words: ({ role: changed, roles }, actor, room) => ({
        title: changed.title(roles[role], room),
        message: changed.message(actor, roles[role], room),
      }),
    };
  }
  if (isMessage(message, SESSION_COLLABORATOR_JOINED))
    return {
      userId: ownerId,
      type: 'SESSION_COLLABORATOR_JOINED',
      words: ({ joined }, actor, room) => ({ title: joined.title(actor, room), message: joined.message(actor, room) }),
    };
  if (isMessage(message, SESSION_COLLABORATOR_REMOVED))
    return {
      userId: message.payload.userId,
      type: 'SESSION_COLLABORATOR_REMOVED',
      words: ({ removed }, actor, room) => ({ title: removed.title(room), message: removed.message(actor, room) }),
    };
  if (isMessage(message, SESSION_OWNERSHIP_TRANSFERRED))
    return {
      userId: message.payload.newOwner,
      type: 'SESSION_OWNERSHIP_TRANSFERRED',
      words: ({ transferred }, actor, room) => ({
        title: transferred.title(room),
        message: transferred.message(actor, room),
      }),
    };
  if (isMessage(message, SESSION_UNPUBLISHED)) {
    const { reason } = message.payload;
    return {
      userId: ownerId,
      type: 'SESSION_UNPUBLISHED',
      words: ({ unpublished }, _actor, room) => ({
        title: unpublished.title(room),
        message: unpublished.message(room, reason),
      }),
    };
  }
  return null;
}
