import { CodedError, type FieldError } from './coded-error.js';
import { VALIDATION_FAILED } from './common-errors.js';

/** What is wrong with a request is listed up to here: an answer stays small, whatever is sent. */
const MOST_ERRORS = 50;

/** Lists at most 50 of them. */
export function invalid(all: readonly FieldError[]): CodedError {
  const errors = all.slice(0, MOST_ERRORS);
  const named = errors.map(({ field, message }) => `${field} ${message}`).join('; ');
  const more = all.length > errors.length ? ` (and ${all.length - errors.length} more)` : '';
  return new CodedError(VALIDATION_FAILED, { detail: `${named.slice(0, 500)}${more}.`, errors });
}

/** One fault in a query or path parameter. */
export function invalidParameter(field: string, message: string, code: string): CodedError {
  return invalid([{ field, message, code }]);
}
