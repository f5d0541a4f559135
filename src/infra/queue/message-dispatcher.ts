import { Injectable } from '@nestjs/common';
import { type Job, UnrecoverableError } from 'bullmq';
import pLimit, { type LimitFunction } from 'p-limit';
import type { Message } from '../../kernel/message.js';
import { QueueConfig } from '../config/config.js';
import { gatherable, Gathering } from '../database/gathering.js';
import { Sql } from '../database/sql.js';
import { Transactions } from '../database/transactions.js';
import { laneAt } from '../outbox/lanes.js';
import { Logger } from '../telemetry/logger.js';
import { Metrics } from '../telemetry/metrics.js';
import { requestContext } from '../telemetry/request-context.js';
import { PutOff } from './consumer.js';
import { ConsumerRegistry, type RegisteredConsumer } from './consumer-registry.js';
import { DeadLetters } from './dead-letters.js';
import { Inbox } from './inbox.js';
import { withProgress } from './job-progress.js';
import { contextOf, MessageGroups, type Outcome } from './message-groups.js';
import { type Errand, MessageJobs } from './message-jobs.js';
import { type MessageJobData, TOGETHER_JOB } from './queues.js';

interface Loaded {
  readonly message: Message;
  /** Names of the consumers that have processed it. */
  readonly processedBy: readonly string[];
}

type Handled = Exclude<Outcome, 'alone'>;

interface StoredMessage extends Omit<Message, 'createdAt' | 'lane'> {
  readonly createdAt: string;
  readonly place: string;
  readonly processedBy: readonly string[];
}

/** Runs one job: reads the message, calls its consumer, records that it was processed. */
@Injectable()
export class MessageDispatcher {
  /** Batches statements outside of transactions, of the jobs that run concurrently. */
  private readonly gathering = new Gathering((error) =>
    requestContext.run({ requestId: null }, () => this.logger.failure('jobs.apart', error)),
  );
  /** Bounds the connections in use. */
  private readonly transactionsAtOnce: LimitFunction;

  constructor(
    private readonly registry: ConsumerRegistry,
    private readonly groups: MessageGroups,
    private readonly jobs: MessageJobs,
    private readonly inbox: Inbox,
    private readonly sql: Sql,
    private readonly transactions: Transactions,
    private readonly deadLetters: DeadLetters,
    private readonly logger: Logger,
    private readonly metrics: Metrics,
    config: QueueConfig,
  ) {
    this.transactionsAtOnce = pLimit(config.concurrency);
  }

  async dispatch(job: Job<MessageJobData>): Promise<void> {
    if (job.name === TOGETHER_JOB) {
      await this.dispatchToAll(job);
      return;
    }
    const consumer = this.registry.find(job.name);
    if (!consumer) throw new UnrecoverableError(`No consumer is called ${job.name}.`);
    const loaded = await this.gathering.run(() => this.load(job.data.messageId));
    if (!loaded) return;
    await requestContext.run(contextOf(loaded.message), () => this.timed(job, consumer, loaded));
  }

  /** The consumers that fail, or are not handled here, get a job each, with its own attempts and dead letter. */
  private async dispatchToAll(job: Job<MessageJobData>): Promise<void> {
    const loaded = await this.gathering.run(() => this.load(job.data.messageId));
    if (!loaded) return;
    const { message, processedBy } = loaded;
    await requestContext.run(contextOf(message), async () => {
      this.noteWait(job);
      // Those of the version that published it: what has changed since is handled alone.
      const consumers = (job.data.consumers ?? [])
        .filter((name) => !processedBy.includes(name))
        .flatMap((name) => this.registry.find(name) ?? []);
      const shared = isFirstTime(job) ? this.jobs.inOneJob(message.name) : [];
      const [together, others] = [
        consumers.filter((consumer) => shared.includes(consumer)),
        consumers.filter((consumer) => !shared.includes(consumer)),
      ];
      const alone = [...others, ...(await this.handleTogether(job, together, message))];
      const { id, name } = message;
      const again = { id, name, priority: job.priority, round: 0 };
      if (alone.length > 0) await this.addAlone(alone.map((consumer) => ({ message: again, consumer })));
    });
  }

  private async addAlone(errands: readonly Errand[]): Promise<void> {
    try {
      await this.jobs.addAlone(errands);
    } catch (error) {
      const [{ message }] = errands as [Errand];
      this.logger.failure('job.failed', error, {
        consumer: TOGETHER_JOB,
        message: message.name,
        messageId: message.id,
      });
      throw error;
    }
  }

  /** @returns those that failed */
  private async handleTogether(
    { queueName: queue }: Job,
    consumers: readonly RegisteredConsumer[],
    message: Message,
  ): Promise<RegisteredConsumer[]> {
    // eslint-disable-next-line lyceum/statements-in-turn -- their group takes them in turn
    const failed = await Promise.all(
      consumers.map(async (consumer) => {
        const end = this.metrics.jobs.startTimer({ queue, consumer: consumer.options.name });
        try {
          end({ outcome: await this.handleInGroup(consumer, message) });
          return null;
        } catch {
          // Its own job counts its failures, and tells of them.
          return consumer;
        }
      }),
    );
    return failed.filter((consumer) => consumer !== null);
  }

  /**
   * What a group leaves is handled at once, those that came first before the others, so that what comes of a later change
   * of the same booking does not overtake them.
   */
  private async handleInGroup(consumer: RegisteredConsumer, message: Message): Promise<Handled> {
    const outcome = await this.groups.handle(consumer, message);
    return outcome === 'alone' ? this.handleAlone(consumer, message) : outcome;
  }

  private handleAlone({ options, instance }: RegisteredConsumer, message: Message): Promise<Handled> {
    return this.transactionsAtOnce(() =>
      this.transactions.run(async () => {
        if (!(await this.inbox.add({ consumer: options.name, messageId: message.id }))) return 'repeated';
        await instance.handle(message);
        return 'done';
      }),
    );
  }

  /** What comes again has waited for something else, which says nothing about how busy the workers are. */
  private noteWait({ queueName: queue, attemptsStarted, processedOn, timestamp }: Job): void {
    if (attemptsStarted <= 1)
      this.metrics.jobWait.observe({ queue }, Math.max(0, (processedOn ?? Date.now()) - timestamp) / 1000);
  }

  private async timed(job: Job<MessageJobData>, consumer: RegisteredConsumer, loaded: Loaded): Promise<void> {
    const { queueName: queue } = job;
    this.noteWait(job);
    const end = this.metrics.jobs.startTimer({ queue, consumer: job.name });
    try {
      const done = await withProgress(job, () => this.consume(job, consumer, loaded));
      end({ outcome: done ? 'done' : 'repeated' });
    } catch (error) {
      end({ outcome: error instanceof PutOff ? 'put_off' : 'failed' });
      if (error instanceof PutOff) throw error;
      await this.failed(job, loaded.message, error);
      throw error;
    }
  }

  private async consume(
    job: Job<MessageJobData>,
    consumer: RegisteredConsumer,
    { message, processedBy }: Loaded,
  ): Promise<boolean> {
    const { options, instance } = consumer;
    if (processedBy.includes(options.name)) return false;
    if (options.effect === 'external')
      return this.gathering.run(async () => {
        await instance.handle(message);
        return this.inbox.add({ consumer: options.name, messageId: message.id });
      });
    const mayShare = options.together && isFirstTime(job) && !job.data.isAlone;
    const outcome = await (mayShare ? this.handleInGroup(consumer, message) : this.handleAlone(consumer, message));
    return outcome === 'done';
  }

  private async failed(job: Job<MessageJobData>, message: Message, error: unknown): Promise<void> {
    const attempts = job.attemptsMade + 1;
    const final = attempts >= (job.opts.attempts ?? 1) || error instanceof UnrecoverableError;
    this.logger.failure(final ? 'job.dead' : 'job.failed', error, {
      consumer: job.name,
      message: message.name,
      messageId: message.id,
      attempts,
    });
    if (final)
      await this.deadLetters.record(
        job.name,
        message.id,
        error instanceof Error ? error.message : String(error),
        attempts,
      );
  }

  private readonly load = gatherable<string, Loaded | null>({
    one: async (messageId) => (await this.read([messageId]))[0] ?? null,
    many: (messageIds) => this.read(messageIds),
  });

  /** The inbox is asked for a value, because of EXISTS the planner may make one reading of all of it. */
  private async read(messageIds: readonly string[]): Promise<Array<Loaded | null>> {
    const rows = await this.sql.query<StoredMessage>(
      'messages_load',
      `SELECT m.id, m.name, m.payload, m.request_id AS "requestId", m.created_at AS "createdAt", m.lane AS place,
         ARRAY(SELECT i.consumer FROM inbox_entries i WHERE i.message_id = m.id) AS "processedBy"
       FROM outbox_messages m WHERE m.id = ANY($1::uuid[])`,
      [[...new Set(messageIds)]],
    );
    const found = new Map(rows.map((row) => [row.id, loadedOf(row)]));
    return messageIds.map((id) => found.get(id) ?? null);
  }
}

/** Retried and stalled jobs may fail, or kill a worker, again: they are not batched with others. */
function isFirstTime({ attemptsMade, stalledCounter }: Job): boolean {
  return attemptsMade === 0 && stalledCounter === 0;
}

function loadedOf({ createdAt, place, processedBy, ...message }: StoredMessage): Loaded {
  return { message: { ...message, createdAt: new Date(createdAt), lane: laneAt(place) }, processedBy };
}
