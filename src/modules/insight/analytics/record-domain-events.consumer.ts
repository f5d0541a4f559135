import { isMessage, type Message } from '../../../kernel/message.js';
import { factsOf } from '../../../kernel/payload-facts.js';
import { Consumer, MessageConsumer, needsToBeAlone } from '../../../infra/queue/consumer.js';
import { UsersApi } from '../../people/users/users.api.js';
import { USER_ERASED } from '../../people/users/users.events.js';
import { AnalyticsEvents } from './analytics-events.repository.js';
import { recordedEvents } from './domain-events.js';

/** Records domain events; anonymously when the person has been erased since. */
@Consumer({ name: 'analytics.record', messages: recordedEvents(), together: true })
export class RecordDomainEvents extends MessageConsumer {
  constructor(
    private readonly events: AnalyticsEvents,
    private readonly users: UsersApi,
  ) {
    super();
  }

  async handle(message: Message): Promise<void> {
    // Anonymizes events that an app recorded after the erasure, while an access token was still valid.
    if (isMessage(message, USER_ERASED)) {
      needsToBeAlone();
      await this.events.anonymise(message.payload.userId);
    }
    const { personId, metadata } = factsOf(message.payload);
    const person = personId === null ? null : await this.users.findById(personId);
    await this.events.add([
      {
        eventType: message.name,
        source: 'domain',
        userId: person?.id ?? null,
        metadata,
        messageId: message.id,
        createdAt: message.createdAt,
      },
    ]);
  }
}
