import { invalidParameter } from './invalid.js';

/** Bound of offset pagination: the database reads and drops all rows before a page. Cursors have no bound. */
export const FARTHEST_ITEM = 10_000;

/**
 * The OFFSET of a numbered page.
 * @throws CodedError validation_failed
 */
export function offsetOf(page: number, limit: number): number {
  if (page * limit > FARTHEST_ITEM)
    throw invalidParameter('page', `reaches beyond item ${FARTHEST_ITEM}: go on with cursor`, 'too_far');
  return (page - 1) * limit;
}
