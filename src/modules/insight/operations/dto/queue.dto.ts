import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EnumField, IntegerField } from '../../../../infra/http/fields.js';
import { PageMetaDto } from '../../../../infra/http/pagination/page.dto.js';
import { queueNames } from '../../../../infra/queue/queues.js';

@ApiSchema({ name: 'OutboxBacklog' })
export class OutboxBacklogDto {
  /**
   * Messages that are due and not yet handed to the queues.
   * @example 2
   */
  due: number;
  /**
   * How long the oldest of them has been due, in seconds; 0 when there is none.
   * @example 0.25
   */
  oldestAgeSeconds: number;
  /**
   * Scheduled messages that are not due yet, such as reminders.
   * @example 40
   */
  scheduled: number;
  /**
   * Parents that wait for their children.
   * @example 1
   */
  waiting: number;
  /**
   * Messages that were handed to the queues, and that some consumer has not processed.
   * @example 5
   */
  unsettled: number;
}

@ApiSchema({ name: 'Queue' })
export class QueueDto {
  @EnumField(queueNames(), { name: 'QueueName' })
  name: string;
  /** @example false */
  isPaused: boolean;
  /** @example 3 */
  waiting: number;
  /**
   * Waiting jobs with a priority, urgent ones first.
   * @example 1
   */
  prioritized: number;
  /** @example 2 */
  active: number;
  /**
   * Jobs that are not due yet, mostly retries.
   * @example 4
   */
  delayed: number;
  /**
   * Failed for good; kept for a week.
   * @example 0
   */
  failed: number;
  /**
   * Completed within the last hour.
   * @example 950
   */
  completed: number;
}

@ApiSchema({ name: 'QueueOverview' })
export class QueueOverviewDto {
  queues: QueueDto[];
  outbox: OutboxBacklogDto;
}

/** The same as the counts of a queue. */
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
   * Name of the bulk work.
   * @example analytics.weekly-report
   */
  work: string;
  /**
   * Finished items, including failed ones.
   * @example 40
   */
  done: number;
  /** @example 0 */
  failed: number;
  /**
   * Null where it is not known before the end.
   * @example 120
   */
  total: number | null;
}

@ApiSchema({ name: 'Job' })
export class JobDto {
  /** @example notifications.inform-01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11 */
  id: string;
  /**
   * The consumer or scheduled task; `together` for the consumers of a message that are handled together.
   * @example notifications.inform
   */
  name: string;
  @EnumField(JOB_STATES, { name: 'JobState' })
  state: JobState;
  /**
   * The message that it processes; null for scheduled tasks.
   * @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11
   */
  messageId: string | null;
  /**
   * 1 is the most urgent; 0 when it does not matter.
   * @example 2
   */
  priority: number;
  /** @example 0 */
  attempts: number;
  /** @example 8 */
  maxAttempts: number;
  /**
   * How often it stalled: a worker died with it, or lost its lease.
   * @example 0
   */
  stalls: number;
  /** Progress; null when the job reports none. */
  @ApiProperty({ type: JobProgressDto, nullable: true, example: null })
  progress: JobProgressDto | null;
  /** Error of the last failed attempt; null when none failed. */
  reason: string | null;
  createdAt: Date;
  /**
   * Not started before this moment.
   * @example 2027-01-04T08:00:00.000Z
   */
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
   * The consumer or scheduled task; `together` for the consumers of a message that are handled together.
   * @example notifications.inform
   */
  name: string;
  /**
   * The message that it was to process; null for scheduled tasks.
   * @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11
   */
  messageId: string | null;
  /** @example 8 */
  attempts: number;
  /** @example 8 */
  maxAttempts: number;
  /**
   * Error of the last attempt.
   * @example 'The database did not answer in time.'
   */
  reason: string;
  createdAt: Date;
  /** @example 2027-01-05T14:12:05.123Z */
  failedAt: Date;
}

@ApiSchema({ name: 'FailedJobPage' })
export class FailedJobPageDto {
  data: FailedJobDto[];
  meta: PageMetaDto;
}
