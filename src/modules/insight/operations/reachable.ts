import type { Job, Queue } from 'bullmq';
import { CodedError } from '../../../kernel/coded-error.js';
import { NOT_FOUND, SERVICE_UNAVAILABLE } from '../../../kernel/common-errors.js';
import { withinTime } from '../../../kernel/time-limit.js';
import { JOB_NOT_FAILED } from './operations.errors.js';

const REDIS_LIMIT_MS = 3_000;

/**
 * Reads a job and its state. Redis has other keys with the queue's prefix (`meta`, `completed`), which are no jobs.
 * @throws CodedError not_found, service_unavailable
 */
export async function jobOf<T>(queue: Queue, jobId: string): Promise<{ readonly job: Job<T>; readonly state: string }> {
  for (;;) {
    const job = (await reachable(queue.getJob(jobId))) as Job<T> | undefined;
    const state = job ? await reachable(job.getState()) : 'unknown';
    if (!job || state === 'unknown') throw new CodedError(NOT_FOUND);
    if (isOfOneMoment(job, state)) return { job, state };
  }
}

/** Whether job and state, which are read one after the other, are consistent. */
export function isOfOneMoment(job: Job, state: string): boolean {
  return isOver(state) === (job.finishedOn !== undefined);
}

export function isOver(state: string): boolean {
  return state === 'completed' || state === 'failed';
}

/** @throws CodedError not_found when the key is of something else, job_not_failed when somebody else was faster, service_unavailable when Redis does not answer */
export async function reachable<T>(answer: Promise<T>): Promise<T> {
  try {
    return await withinTime(answer, REDIS_LIMIT_MS);
  } catch (cause) {
    // A numeric code is an error of BullMQ: the job does not exist or has another state.
    if (typeof (cause as { code?: unknown }).code === 'number') throw new CodedError(JOB_NOT_FAILED, { cause });
    if (cause instanceof Error && cause.message.includes('WRONGTYPE')) throw new CodedError(NOT_FOUND, { cause });
    throw new CodedError(SERVICE_UNAVAILABLE, { detail: 'Redis does not answer.', retryAfterSeconds: 5, cause });
  }
}
