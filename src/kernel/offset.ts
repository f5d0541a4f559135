import { invalidParameter } from './invalid.js';

/** The database reads and drops what comes before a page, so how far pages reach is bounded; cursors are not. */
export const FARTHEST_ITEM = 10_000;

/**
 * How many items come before the page.
 * @throws CodedError validation_failed
 */
export function offsetOf(page: number, limit: number): number {
  if (page * limit > FARTHEST_ITEM)
    throw invalidParameter('page', `reaches beyond item ${FARTHEST_ITEM}: go on with cursor`, 'too_far');
  return (page - 1) * limit;
}
