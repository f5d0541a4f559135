import { Consumer, MessageConsumer } from '../../../../infra/queue/consumer.js';
import { isMessage, type Message } from '../../../../kernel/message.js';
import { ACTIVITY_LOG_SUBMITTED } from '../courses.events.js';
import { LogsRepository } from '../logs/logs.repository.js';
import { LogNews } from './log-news.js';
import { LogNoticesRepository } from './log-notices.repository.js';

/** Tells those who manage the courses that a log came, and that it came late. */
@Consumer({ name: 'courses.log-submissions', messages: [ACTIVITY_LOG_SUBMITTED] })
export class LogSubmissionsConsumer extends MessageConsumer {
  constructor(
    private readonly logs: LogsRepository,
    private readonly notices: LogNoticesRepository,
    private readonly news: LogNews,
  ) {
    super();
  }

  async handle(message: Message): Promise<void> {
    if (!isMessage(message, ACTIVITY_LOG_SUBMITTED)) return;
    const { logId, actorId } = message.payload;
    const log = await this.logs.findById(logId);
    const submission = log && (await this.notices.submission(log.allocationId, log.weekNumber));
    if (submission) await this.news.tell([submission], actorId);
  }
}
