import type { WaitlistStatus } from '@lyceum/sdk';
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

/** Whose waitlist is looked at, as the address of the page says it. */
export interface WaitlistSearch extends ListSearch {
  /** The id of an event type; without one, it is the first. */
  readonly type?: string;
  readonly status?: WaitlistStatus;
}

export function readWaitlistSearch({ type, status, cursor }: Readonly<Record<string, unknown>>): WaitlistSearch {
  return {
    ...only('type', typedOf(type)),
    ...only('status', oneOf(WAITLIST_STATUSES, status)),
    ...only('cursor', typedOf(cursor)),
  };
}
