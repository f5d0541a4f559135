import { Consumer, MessageConsumer } from '../../../../infra/queue/consumer.js';
import { DEFAULT_LANGUAGE } from '../../../../kernel/language.js';
import { isMessage, type Message } from '../../../../kernel/message.js';
import { NotificationsApi } from '../../../messages/notifications/notifications.api.js';
import { UsersApi } from '../../../people/users/users.api.js';
import { EventTypesRepository } from '../event-type/event-types.repository.js';
import { EVENT_TYPE_HOSTS_CHANGED } from '../event-types.events.js';
import { HOST_NOTICE_TEXTS } from './host-notice-texts.js';

/** Notifies people that others made them hosts of an event type, or took them off its hosts. */
@Consumer({ name: 'event-types.host-notices', messages: [EVENT_TYPE_HOSTS_CHANGED] })
export class HostNoticesConsumer extends MessageConsumer {
  constructor(
    private readonly types: EventTypesRepository,
    private readonly users: UsersApi,
    private readonly notifications: NotificationsApi,
  ) {
    super();
  }

  async handle(message: Message): Promise<void> {
    if (!isMessage(message, EVENT_TYPE_HOSTS_CHANGED)) return;
    const { eventTypeId, actorId, added, removed } = message.payload;
    const title = (await this.types.titlesByIds([eventTypeId])).get(eventTypeId);
    if (title === undefined) return;
    const told = [
      ...added.map((userId) => ({ userId, type: 'EVENT_TYPE_HOST_ADDED', kind: 'added' }) as const),
      ...removed.map((userId) => ({ userId, type: 'EVENT_TYPE_HOST_REMOVED', kind: 'removed' }) as const),
    ];
    const people = await this.users.findByIds([actorId, ...told.map(({ userId }) => userId)]);
    const actorName = people.get(actorId)?.name ?? '';
    await this.notifications.notify(
      told.map(({ userId, type, kind }) => {
        const language = people.get(userId)?.language ?? DEFAULT_LANGUAGE;
        const words = HOST_NOTICE_TEXTS[language][kind];
        return {
          ...{ userId, type, language, cause: message.id },
          ...{ title: words.title(title), message: words.message(actorName, title) },
          metadata: { eventTypeId, actorId },
        };
      }),
    );
  }
}
