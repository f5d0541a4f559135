import { Consumer, MessageConsumer } from '../../../infra/queue/consumer.js';
import { isMessage, type Message } from '../../../kernel/message.js';
import { UsersApi } from '../../people/users/users.api.js';
import { DailySummaryTask } from './daily-summary.task.js';
import { SUMMARIZE_PERSON } from './notifications.jobs.js';

/** Retries summaries that failed in their batch, each as a message of its own, with a dead letter in the end. */
@Consumer({ name: 'notifications.summary-again', messages: [SUMMARIZE_PERSON] })
export class SummaryAgainConsumer extends MessageConsumer {
  constructor(
    private readonly users: UsersApi,
    private readonly summaries: DailySummaryTask,
  ) {
    super();
  }

  async handle(message: Message): Promise<void> {
    if (!isMessage(message, SUMMARIZE_PERSON)) return;
    const person = await this.users.findById(message.payload.userId);
    if (person?.isActive) await this.summaries.summarizeOne(person, new Date(message.payload.due));
  }
}
