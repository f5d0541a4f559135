import type { LogBoardGetQuery, LogExpectation } from '@lyceum/sdk';
import { type ListSearch, oneOf } from '../../shell/list-search.ts';
import { dayOf, only, typedOf } from '../../shell/search-params.ts';

export const EXPECTATION_STATUSES = [
  'missing',
  'due',
  'late',
  'submitted',
  'waived',
] as const satisfies readonly LogExpectation['status'][];

/** Which logs are looked at, as the address of the page says it. */
export interface BoardSearch extends ListSearch {
  /** The organization; the first that the person belongs to without. */
  readonly of?: string;
  /** Days on which logs are due, `2031-03-03`, both included. */
  readonly from?: string;
  readonly to?: string;
  readonly facilitator?: string;
  readonly module?: string;
  readonly status?: LogExpectation['status'];
}

/** What does not fit is left out. */
export function readBoardSearch(given: Readonly<Record<string, unknown>>): BoardSearch {
  return {
    ...only('of', typedOf(given['of'])),
    ...only('from', dayOf(given['from'])),
    ...only('to', dayOf(given['to'])),
    ...only('facilitator', typedOf(given['facilitator'])),
    ...only('module', typedOf(given['module'])),
    ...only('status', oneOf(EXPECTATION_STATUSES, given['status'])),
    ...only('cursor', typedOf(given['cursor'])),
  };
}

/** What the server is asked. */
export function boardQueryOf({ from, to, facilitator, module }: BoardSearch): LogBoardGetQuery {
  return {
    ...only('from', from),
    ...only('to', to),
    ...only('facilitatorId', facilitator),
    ...only('moduleId', module),
  };
}
