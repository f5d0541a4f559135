import type { EventTypeWaitlistListAllQuery, WaitlistStatus } from '@lyceum/sdk';
import { type ListSearch, oneOf } from '../shell/list-search.ts';
import { only, typedOf } from '../shell/search-params.ts';

export const WAITLIST_STATUSES = [
  'waiting',
  'offered',
  'accepted',
  'expired',
  'left',
  'removed',
  'passed_over',
] as const satisfies readonly WaitlistStatus[];

export const WAITLIST_SORTS = ['createdAt', '-createdAt'] as const;

/** Who is looked for, as the address of the page says it. */
export interface WaitlistSearch extends ListSearch {
  /** The id of an event type; without one, all of them. */
  readonly type?: string;
  readonly status?: WaitlistStatus;
  readonly sort?: (typeof WAITLIST_SORTS)[number];
}

export function readWaitlistSearch({ type, status, sort, cursor }: Readonly<Record<string, unknown>>): WaitlistSearch {
  return {
    ...only('type', typedOf(type)),
    ...only('status', oneOf(WAITLIST_STATUSES, status)),
    ...only('sort', oneOf(WAITLIST_SORTS, sort)),
    ...only('cursor', typedOf(cursor)),
  };
}

/** What the server is asked. */
export function waitlistQueryOf({ type, ...rest }: WaitlistSearch): EventTypeWaitlistListAllQuery {
  return { ...rest, ...only('eventTypeId', type) };
}
