import { CodedError } from './coded-error.js';
import { PRECONDITION_FAILED } from './common-errors.js';

/**
 * Optimistic lock: refuses to change what is not any more what the caller read.
 * @param expected the version that was read, or undefined when any may be changed
 * @throws CodedError precondition_failed
 */
export function assertVersion(expected: number | undefined, actual: number): void {
  if (expected !== undefined && expected !== actual) throw new CodedError(PRECONDITION_FAILED);
}
