import { CodedError } from './coded-error.js';
import { MALFORMED_CURSOR } from './common-errors.js';

/** Keyset pagination: the sort order, and the values of the page's last row in it. */
export interface Position {
  readonly sort: string;
  readonly values: ReadonlyArray<string | number | boolean>;
}

export function encodeCursor({ sort, values }: Position): string {
  return Buffer.from(JSON.stringify([sort, ...values])).toString('base64url');
}

/** @throws CodedError malformed_cursor when it is not a cursor of this order with this many values */
export function decodeCursor(cursor: string, sort: string, count: number): Position['values'] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (!Array.isArray(parts)) throw new CodedError(MALFORMED_CURSOR);
    const [order, ...values] = parts as unknown[];
    if (
      order === sort &&
      values.length === count &&
      values.every((value) => /string|number|boolean/.test(typeof value))
    )
      return values as Position['values'];
  } catch {
    // Not base64url or not JSON: no cursor of ours.
  }
  throw new CodedError(MALFORMED_CURSOR);
}
