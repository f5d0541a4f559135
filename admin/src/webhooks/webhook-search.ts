import type { DeliveredWebhookEvent, WebhookDeliveryStatus } from '@lyceum/sdk';
import { type ListSearch, NEWEST_SORTS, oneOf } from '../shell/list-search.ts';
import { only, typedOf } from '../shell/search-params.ts';

export const SWITCHES = ['on', 'off'] as const;
export const DELIVERY_STATUSES = [
  'pending',
  'sending',
  'delivered',
  'failed',
  'dropped',
] as const satisfies readonly WebhookDeliveryStatus[];

/** Which webhooks are looked for, as the address of the page says it. */
export interface WebhookSearch extends ListSearch {
  readonly is?: (typeof SWITCHES)[number];
  readonly sort?: (typeof NEWEST_SORTS)[number];
}

export function readWebhookSearch({ is, sort, cursor }: Readonly<Record<string, unknown>>): WebhookSearch {
  return {
    ...only('is', oneOf(SWITCHES, is)),
    ...only('sort', oneOf(NEWEST_SORTS, sort)),
    ...only('cursor', typedOf(cursor)),
  };
}

/** Which deliveries of a webhook. */
export interface DeliverySearch extends ListSearch {
  readonly status?: WebhookDeliveryStatus;
  readonly event?: DeliveredWebhookEvent;
  readonly sort?: (typeof NEWEST_SORTS)[number];
}

export function readDeliverySearch({ status, event, sort, cursor }: Readonly<Record<string, unknown>>): DeliverySearch {
  return {
    ...only('status', oneOf(DELIVERY_STATUSES, status)),
    // Which events there are, the server says.
    ...only('event', typedOf(event) as DeliveredWebhookEvent | undefined),
    ...only('sort', oneOf(NEWEST_SORTS, sort)),
    ...only('cursor', typedOf(cursor)),
  };
}
