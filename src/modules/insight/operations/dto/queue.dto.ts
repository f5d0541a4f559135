import { ApiSchema } from '@nestjs/swagger';
import { EnumField, IntegerField } from '../../../../infra/http/fields.js';
import { PageMetaDto } from '../../../../infra/http/pagination/page.dto.js';
import { queueNames } from '../../../../infra/queue/queues.js';

@ApiSchema({ name: 'OutboxBacklog' })
export class OutboxBacklogDto {
  /** Messages that are due and not yet handed to the queues. */
  due: number;
  /**
   * How long the oldest of them has been due, in seconds; 0 when there is none.
   * @example 0.25
   */
  oldestAgeSeconds: number;
  /** Messages that wait for their time, such as reminders. */
  scheduled: number;
  /** Parents that wait for their children. */
  waiting: number;
  /** Messages that were handed over and that some consumer has not processed. */
  unsettled: number;
}

@ApiSchema({ name: 'Queue' })
export class QueueDto {
  @EnumField(queueNames(), { name: 'QueueName' })
  name: string;
  isPaused: boolean;
  waiting: number;
  /** Waiting, and urgent ones first. */
  prioritized: number;
  active: number;
  /** Waiting for their time, most of them to be tried again. */
  delayed: number;
  /** Given up; kept for a week. */
  failed: number;
  /** Done within the last hour. */
  completed: number;
}

@ApiSchema({ name: 'QueueOverview' })
export class QueueOverviewDto {
  queues: QueueDto[];
  outbox: OutboxBacklogDto;
}

/** In the words of the counts of a queue. */
export const JOB_STATES = ['waiting', 'prioritized', 'active', 'delayed', 'completed', 'failed'] as const;
export type JobState = (typeof JOB_STATES)[number];

export class JobQueryDto {
  @EnumField(JOB_STATES, {
    name: 'JobState',
    optional: true,
    description:
      'What the listed jobs are; `failed` unless told. Those that are over come the latest first, others in their order.',
  })
  state?: JobState;

  @IntegerField({ min: 1, max: 100, default: 20, optional: true, description: 'Items per page.' })
  limit?: number;

  @IntegerField({ min: 1, max: 10_000, default: 1, optional: true, description: 'The number of the page.' })
  page?: number;
}

@ApiSchema({ name: 'JobProgress' })
export class JobProgressDto {
  /**
   * What is done for many rows or people.
   * @example analytics.weekly-report
   */
  work: string;
  /** So many are over, those that failed counted. */
  done: number;
  failed: number;
  /** Null where nobody knows before the end. */
  total: number | null;
}

@ApiSchema({ name: 'Job' })
export class JobDto {
  /** @example notifications.inform-01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11 */
  id: string;
  /**
   * The consumer or scheduled task.
   * @example notifications.inform
   */
  name: string;
  @EnumField(JOB_STATES, { name: 'JobState' })
  state: JobState;
  /** The message that it processes; null for scheduled tasks. */
  messageId: string | null;
  /** 1 is the most urgent; 0 when it does not matter. */
  priority: number;
  attempts: number;
  maxAttempts: number;
  /** How often a worker died with it, or was taken for dead. */
  stalls: number;
  /** How far it is; null when it has not said so. */
  progress: JobProgressDto | null;
  /** What the last attempt failed with. */
  reason: string | null;
  createdAt: Date;
  /** Not before this moment. */
  dueAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
}

@ApiSchema({ name: 'JobPage' })
export class JobPageDto {
  data: JobDto[];
  meta: PageMetaDto;
}

export class FailedJobQueryDto {
  @IntegerField({ min: 1, max: 100, default: 20, optional: true, description: 'Items per page.' })
  limit?: number;

  @IntegerField({ min: 1, max: 10_000, default: 1, optional: true, description: 'The number of the page.' })
  page?: number;
}

@ApiSchema({ name: 'FailedJob' })
export class FailedJobDto {
  /** @example notifications.inform-01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11 */
  id: string;
  /**
   * The consumer or scheduled task.
   * @example notifications.inform
   */
  name: string;
  /** The message that it was to process; null for scheduled tasks. */
  messageId: string | null;
  attempts: number;
  maxAttempts: number;
  /** What the last attempt failed with. */
  reason: string;
  createdAt: Date;
  failedAt: Date;
}

@ApiSchema({ name: 'FailedJobPage' })
export class FailedJobPageDto {
  data: FailedJobDto[];
  meta: PageMetaDto;
}
