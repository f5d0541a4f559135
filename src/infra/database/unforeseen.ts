import { CodedError } from '../../kernel/coded-error.js';
import { INTERNAL_ERROR, SERVICE_UNAVAILABLE } from '../../kernel/common-errors.js';
import { isDatabaseAway } from './driver-errors.js';

/** What is told of a failure that nobody foresaw. Whoever caught it writes it to the log. */
export function unforeseen(thrown: unknown): CodedError {
  return isDatabaseAway(thrown)
    ? new CodedError(SERVICE_UNAVAILABLE, { retryAfterSeconds: 2, cause: thrown })
    : new CodedError(INTERNAL_ERROR, { cause: thrown });
}
