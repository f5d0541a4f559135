import { Injectable } from '@nestjs/common';
import type { Job, Queue } from 'bullmq';
import { CodedError } from '../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../kernel/common-errors.js';
import { numberedMeta } from '../../../kernel/page.js';
import { offsetOf } from '../../../kernel/offset.js';
import { QueueDirectory } from '../../../infra/queue/queue-directory.js';
import type { MessageJobData } from '../../../infra/queue/queues.js';
import type { WorkProgress } from '../../../infra/telemetry/work-progress.js';
import { JOB_STATES, type JobDto, type JobPageDto, type JobQueryDto, type JobState } from './dto/queue.dto.js';
import { isOfOneMoment, isOver, jobOf, reachable } from './reachable.js';
import { redactText } from '../../../kernel/redaction.js';

type AnyJob = Job<Partial<MessageJobData> | undefined>;

const REASON_LENGTH = 2_000;

/** Shows jobs to administrators. */
@Injectable()
export class JobsService {
  constructor(private readonly queues: QueueDirectory) {}

  /** @throws CodedError not_found, service_unavailable */
  async list(name: string, { state = 'failed', limit = 20, page = 1 }: JobQueryDto): Promise<JobPageDto> {
    const queue = this.queues.getOrThrow(name);
    const first = offsetOf(page, limit);
    const [total, jobs] = await reachable(
      // eslint-disable-next-line lyceum/statements-in-turn -- these ask Redis
      Promise.all([
        queue.getJobCountByTypes(state),
        queue.getJobs([state], first, first + limit - 1, !isOver(state)) as Promise<Array<AnyJob | undefined>>,
      ]),
    );
    // A job may have been removed or changed its state between the reads of the list and of the job.
    const found = jobs.filter((job) => job !== undefined).filter((job) => isOfOneMoment(job, state));
    // eslint-disable-next-line lyceum/statements-in-turn -- these ask Redis
    const due = await reachable(Promise.all(found.map((job) => dueAt(queue, job, state))));
    return {
      data: found.map((job, index) => toJobDto(job, state, due[index] ?? job.timestamp)),
      meta: numberedMeta(page, limit, total),
    };
  }

  /** @throws CodedError not_found, service_unavailable */
  async findOne(name: string, jobId: string): Promise<JobDto> {
    const queue = this.queues.getOrThrow(name);
    const { job, state: found } = await jobOf<Partial<MessageJobData> | undefined>(queue, jobId);
    const state = JOB_STATES.find((known) => known === found);
    if (state === undefined) throw new CodedError(NOT_FOUND);
    return toJobDto(job, state, await reachable(dueAt(queue, job, state)));
  }
}

/** The score of a delayed job is its due time and, in the lowest 12 bits, a counter (BullMQ, `addDelayedJob`). */
const SCORES_OF_A_MILLISECOND = 0x1000;
/** The id of a scheduled task's job contains its due time (BullMQ, job schedulers). */
const SCHEDULED = /^repeat:.+:(\d+)$/;

/**
 * Due time in milliseconds. For retries it is the score in the queue: the delay of the job counts from the failure,
 * whose time it does not have, and is 0 once it was promoted.
 */
async function dueAt(queue: Queue, job: AnyJob, state: JobState): Promise<number> {
  const score =
    state === 'delayed' ? await (await queue.backend.client).zscore(queue.toKey('delayed'), job.id ?? '') : null;
  if (score !== null) return Math.floor(Number(score) / SCORES_OF_A_MILLISECOND);
  const [, planned] = SCHEDULED.exec(job.id ?? '') ?? [];
  return planned === undefined ? job.timestamp + (job.opts.delay ?? 0) : Number(planned);
}

function toJobDto(job: AnyJob, state: JobState, due: number): JobDto {
  return {
    id: job.id ?? '',
    name: job.name,
    state,
    messageId: job.data?.messageId ?? null,
    priority: job.priority,
    attempts: job.attemptsMade,
    maxAttempts: Math.max(1, job.opts.attempts ?? 1),
    stalls: job.stalledCounter,
    progress: typeof job.progress === 'object' ? (job.progress as WorkProgress) : null,
    reason: job.failedReason ? redactText(job.failedReason).slice(0, REASON_LENGTH) : null,
    createdAt: new Date(job.timestamp),
    dueAt: new Date(due),
    startedAt: job.processedOn === undefined ? null : new Date(job.processedOn),
    finishedAt: job.finishedOn === undefined ? null : new Date(job.finishedOn),
  };
}
