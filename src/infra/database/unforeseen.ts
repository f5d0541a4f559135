import { CodedError } from '../../kernel/coded-error.js';
import { INTERNAL_ERROR, SERVICE_UNAVAILABLE } from '../../kernel/common-errors.js';
import { isDatabaseAway } from './driver-errors.js';

/** The coded error for an unexpected failure. Whoever caught it logs it. */
export function unforeseen(thrown: unknown): CodedError {
  return isDatabaseAway(thrown)
    ? new CodedError(SERVICE_UNAVAILABLE, { retryAfterSeconds: 2, cause: thrown })
    : new CodedError(INTERNAL_ERROR, { cause: thrown });
}
