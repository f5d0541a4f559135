import { only } from '../bookings/booking-search.ts';

/** What is looked for, as the address of the page says it. */
export interface EventTypeSearch {
  readonly q?: string;
}

export function readEventTypeSearch({ q }: Readonly<Record<string, unknown>>): EventTypeSearch {
  return only('q', typeof q === 'string' || typeof q === 'number' ? String(q) : undefined);
}
