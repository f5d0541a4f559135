import { setImmediate as endOfTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { JobsOptions } from 'bullmq';
import { ConsumerRegistry, type RegisteredConsumer } from './consumer-registry.js';
import type { PublishableMessage } from './outbox-lanes.js';
import { QueueDirectory } from './queue-directory.js';
import { EVENTS_QUEUE, type MessageJobData, messageJobId, TOGETHER_JOB } from './queues.js';

interface MessageJob {
  readonly name: string;
  readonly data: MessageJobData;
  readonly opts: JobsOptions;
}

export interface Errand {
  readonly message: PublishableMessage;
  readonly consumer: RegisteredConsumer;
}

/** Puts messages into the queues, as jobs. */
@Injectable()
export class MessageJobs {
  private alone: { readonly errands: Errand[]; readonly added: Promise<void> } | undefined;

  constructor(
    private readonly registry: ConsumerRegistry,
    private readonly queues: QueueDirectory,
  ) {}

  /**
   * Adds one job for all consumers of a message that are handled together, and one for each of the others: a visit to
   * Redis costs as much as a run. A message that comes again, after a dead letter, has a job for each.
   */
  async add(messages: readonly PublishableMessage[]): Promise<void> {
    const jobs = messages.flatMap((message) => {
      const consumers = this.registry.listeningTo(message.name);
      const shared = message.round === 0 ? this.inOneJob(message.name) : [];
      const own = consumers.filter((consumer) => !shared.includes(consumer));
      return [
        ...(shared.length > 0 ? [[EVENTS_QUEUE.name, togetherJob(message, shared)] as const] : []),
        ...own.map((consumer) => [queueOf(consumer), ownJob({ message, consumer })] as const),
      ];
    });
    await this.enqueue(jobs);
  }

  /** Adds a job for each, of its own. */
  async addApart(errands: readonly Errand[]): Promise<void> {
    await this.enqueue(errands.map((errand) => [queueOf(errand.consumer), ownJob(errand)]));
  }

  /**
   * `addApart` for what could not be done together: each is done by itself, before what came after it. What is added in one
   * turn of the event loop keeps its order, although each job goes before the one that was added last.
   */
  addAlone(errands: readonly Errand[]): Promise<void> {
    this.alone ??= this.addGathered([]);
    this.alone.errands.push(...errands);
    return this.alone.added;
  }

  /** How many jobs a new message becomes in a queue. */
  countIn(queue: string, messageName: string): number {
    const shared = this.inOneJob(messageName);
    const own = this.registry
      .listeningTo(messageName)
      .filter((consumer) => queueOf(consumer) === queue && !shared.includes(consumer));
    return own.length + (shared.length > 0 && queue === EVENTS_QUEUE.name ? 1 : 0);
  }

  /** Consumers that share the job of a message; none where there would be one. */
  inOneJob(messageName: string): RegisteredConsumer[] {
    const shared = this.registry
      .listeningTo(messageName)
      .filter(
        ({ options, instance }) =>
          options.together &&
          options.effect !== 'external' &&
          options.queue === undefined &&
          Object.keys(instance.jobOptions).length === 0,
      );
    return shared.length > 1 ? shared : [];
  }

  private addGathered(errands: Errand[]) {
    const added = endOfTurn().then(() => {
      this.alone = undefined;
      return this.enqueue(errands.map((errand) => [queueOf(errand.consumer), jobAlone(errand)] as const).toReversed());
    });
    return { errands, added };
  }

  /** An existing job with the same id is left alone. */
  private async enqueue(jobs: ReadonlyArray<readonly [queue: string, job: MessageJob]>): Promise<void> {
    const byQueue = new Map<string, MessageJob[]>();
    for (const [queue, job] of jobs) byQueue.set(queue, [...(byQueue.get(queue) ?? []), job]);
    // eslint-disable-next-line lyceum/statements-in-turn -- these go to Redis
    await Promise.all([...byQueue].map(([queue, added]) => this.queues.get(queue).addBulk(added)));
  }
}

export function queueOf({ options }: RegisteredConsumer): string {
  return (options.queue ?? EVENTS_QUEUE).name;
}

function togetherJob({ id, priority }: PublishableMessage, shared: readonly RegisteredConsumer[]): MessageJob {
  const consumers = shared.map(({ options }) => options.name);
  const opts = { jobId: messageJobId(TOGETHER_JOB, id, 0), priority };
  return { name: TOGETHER_JOB, data: { messageId: id, consumers }, opts };
}

function ownJob({ message, consumer: { options, instance } }: Errand): MessageJob {
  const { id, round, priority } = message;
  return {
    name: options.name,
    data: { messageId: id },
    opts: { ...instance.jobOptions, jobId: messageJobId(options.name, id, round), priority },
  };
}

function jobAlone(errand: Errand): MessageJob {
  const { name, data, opts } = ownJob(errand);
  return { name, data: { ...data, isAlone: true }, opts: { ...opts, lifo: true } };
}
