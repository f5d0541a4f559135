import { Injectable } from '@nestjs/common';
import type { Job, Queue } from 'bullmq';
import { CodedError } from '../../../kernel/coded-error.js';
import { numberedMeta } from '../../../kernel/page.js';
import { offsetOf } from '../../../kernel/offset.js';
import { type Backlog, OutboxBacklog } from '../../../infra/outbox/outbox-backlog.js';
import { DeadLetters } from '../../../infra/queue/dead-letters.js';
import { QueueDirectory } from '../../../infra/queue/queue-directory.js';
import type { MessageJobData } from '../../../infra/queue/queues.js';
import type { FailedJobDto, FailedJobPageDto, FailedJobQueryDto, QueueDto, QueueOverviewDto } from './dto/queue.dto.js';
import { JOB_NOT_FAILED } from './operations.errors.js';
import { jobOf, reachable } from './reachable.js';
import { redactText } from '../../../kernel/redaction.js';

type AnyJob = Job<Partial<MessageJobData> | undefined>;
type FailedJob = AnyJob & { readonly finishedOn: number };

const REASON_LENGTH = 2_000;

/** Administration of queues. */
@Injectable()
export class QueuesService {
  constructor(
    private readonly queues: QueueDirectory,
    private readonly outbox: OutboxBacklog,
    private readonly deadLetters: DeadLetters,
  ) {}

  /** @throws CodedError service_unavailable */
  async overview(): Promise<QueueOverviewDto> {
    // eslint-disable-next-line lyceum/statements-in-turn -- one asks Redis, the other the database
    const [queues, outbox] = await Promise.all([
      // eslint-disable-next-line lyceum/statements-in-turn -- these ask Redis
      reachable(Promise.all(this.queues.all().map(countJobs))),
      this.outbox.read(),
    ]);
    return { queues, outbox };
  }

  backlog(): Promise<Backlog> {
    return this.outbox.read();
  }

  /** @throws CodedError not_found, service_unavailable */
  async failedJobs(name: string, { limit = 20, page = 1 }: FailedJobQueryDto): Promise<FailedJobPageDto> {
    const queue = this.queues.getOrThrow(name);
    const first = offsetOf(page, limit);
    const [total, jobs] = await reachable(
      // eslint-disable-next-line lyceum/statements-in-turn -- these ask Redis
      Promise.all([queue.getFailedCount(), queue.getFailed(first, first + limit - 1)]),
    );
    return { data: jobs.filter(isStillFailed).map(toFailedJobDto), meta: numberedMeta(page, limit, total) };
  }

  /** @throws CodedError not_found, job_not_failed, service_unavailable */
  async retryFailedJob(name: string, jobId: string): Promise<void> {
    const queue = this.queues.getOrThrow(name);
    const { job, state } = await jobOf<Partial<MessageJobData> | undefined>(queue, jobId);
    if (state !== 'failed') throw new CodedError(JOB_NOT_FAILED);
    const { messageId } = job.data ?? {};
    const letter = messageId === undefined ? null : await this.deadLetters.find(job.name, messageId);
    if (letter !== null) await this.deadLetters.retry(letter);
    else await reachable(job.retry('failed', { resetAttemptsMade: true }));
  }
}

async function countJobs(queue: Queue): Promise<QueueDto> {
  // eslint-disable-next-line lyceum/statements-in-turn -- these ask Redis
  const [counts, isPaused] = await Promise.all([
    queue.getJobCounts('waiting', 'prioritized', 'active', 'delayed', 'failed', 'completed'),
    queue.isPaused(),
  ]);
  const { waiting = 0, prioritized = 0, active = 0, delayed = 0, failed = 0, completed = 0 } = counts;
  return { name: queue.name, isPaused, waiting, prioritized, active, delayed, failed, completed };
}

/** False for a job that was retried between the reads of the list and of the job. */
function isStillFailed(job: AnyJob): job is FailedJob {
  return job.finishedOn !== undefined;
}

function toFailedJobDto(job: FailedJob): FailedJobDto {
  return {
    id: job.id ?? '',
    name: job.name,
    messageId: job.data?.messageId ?? null,
    attempts: job.attemptsMade,
    maxAttempts: Math.max(1, job.opts.attempts ?? 1),
    reason: redactText(job.failedReason).slice(0, REASON_LENGTH),
    createdAt: new Date(job.timestamp),
    failedAt: new Date(job.finishedOn),
  };
}
