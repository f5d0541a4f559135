import { CodedError, type FieldError } from './coded-error.js';
import { VALIDATION_FAILED } from './common-errors.js';

/** Most errors that one response lists, so that it stays small, whatever is sent. */
export const MOST_ERRORS = 50;

/** `validation_failed` with at most 50 of the errors. @param count of all errors, when not all were given */
export function invalid(found: readonly FieldError[], count = found.length): CodedError {
  const errors = found.slice(0, MOST_ERRORS);
  const named = errors.map(({ field, message }) => `${field} ${message}`).join('; ');
  const more = count > errors.length ? ` (and ${count - errors.length} more)` : '';
  return new CodedError(VALIDATION_FAILED, { detail: `${named.slice(0, 500)}${more}.`, errors });
}

/** One fault in a query or path parameter. */
export function invalidParameter(field: string, message: string, code: string): CodedError {
  return invalid([{ field, message, code }]);
}
