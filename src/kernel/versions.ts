import { CodedError } from './coded-error.js';
import { PRECONDITION_FAILED } from './common-errors.js';

/**
 * Optimistic concurrency: refuses a change when the caller read another version.
 * @param expected the version that was read, or undefined for an unconditional change
 * @throws CodedError precondition_failed
 */
export function assertVersion(expected: number | undefined, actual: number): void {
  if (expected !== undefined && expected !== actual) throw new CodedError(PRECONDITION_FAILED);
}
