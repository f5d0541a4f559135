import { CodedError } from '../../../kernel/coded-error.js';
import { SERVICE_UNAVAILABLE } from '../../../kernel/common-errors.js';
import { withinTime } from '../../../kernel/time-limit.js';
import { JOB_NOT_FAILED } from './operations.errors.js';

const REDIS_LIMIT_MS = 3_000;

/** @throws CodedError job_not_failed when somebody else was faster, service_unavailable when Redis does not answer */
export async function reachable<T>(answer: Promise<T>): Promise<T> {
  try {
    return await withinTime(answer, REDIS_LIMIT_MS);
  } catch (cause) {
    // A number is BullMQ's own refusal: the job is gone or in another state.
    if (typeof (cause as { code?: unknown }).code === 'number') throw new CodedError(JOB_NOT_FAILED, { cause });
    throw new CodedError(SERVICE_UNAVAILABLE, { detail: 'Redis does not answer.', retryAfterSeconds: 5, cause });
  }
}
