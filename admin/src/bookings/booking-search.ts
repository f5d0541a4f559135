import type { BookingsGetCsvQuery, BookingsListQuery, BookingStatus } from '@lyceum/sdk';
import { type ListSearch, oneOf } from '../shell/list-search.ts';
import { dayOf, only, typedOf } from '../shell/search-params.ts';

export const STATUSES = ['pending', 'confirmed', 'cancelled', 'declined'] as const satisfies readonly BookingStatus[];
export const SORTS = ['-start', 'start', 'title', '-createdAt'] as const;
export type BookingSort = (typeof SORTS)[number];

const ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** What is looked for, as the address of the page says it. */
export interface BookingSearch extends ListSearch {
  readonly status?: BookingStatus;
  /** Days of the browser's time zone, `2031-03-03`, both included. */
  readonly from?: string;
  readonly to?: string;
  readonly q?: string;
  readonly sort?: BookingSort;
  /** The id of whoever organizes or gives it. */
  readonly host?: string;
  /** The ids of an event type, and of a room or a device. */
  readonly type?: string;
  readonly room?: string;
}

/**
 * What does not fit is left out: addresses are typed, and shortened by whatever sends them on.
 * @param given as the page has it from the router, which adds to what a route reads whatever else the address says
 */
export function readBookingSearch(given: Readonly<Record<string, unknown>>): BookingSearch {
  const { status, from, to, q, sort, host, type, room, cursor } = given;
  return {
    ...only('status', oneOf(STATUSES, status)),
    ...only('from', dayOf(from)),
    ...only('to', dayOf(to)),
    ...only('q', typedOf(q)),
    ...only('sort', oneOf(SORTS, sort)),
    ...only('host', idOf(host)),
    ...only('type', idOf(type)),
    ...only('room', idOf(room)),
    ...only('cursor', typeof cursor === 'string' ? cursor : undefined),
  };
}

function idOf(value: unknown): string | undefined {
  return typeof value === 'string' && ID.test(value) ? value : undefined;
}

/** What the server is asked. */
export function queryOf({ from, to, sort, host, type, room, ...rest }: BookingSearch): BookingsListQuery {
  return {
    ...rest,
    ...only('from', from && startOfDay(from, 0)),
    ...only('to', to && startOfDay(to, 1)),
    ...only('sort', sort),
    ...only('hostId', host),
    ...only('eventTypeId', type),
    ...only('bookableId', room),
  };
}

/** The same on all pages. */
export function fileQueryOf({ cursor: _cursor, ...search }: BookingSearch): BookingsGetCsvQuery {
  return queryOf(search);
}

export function isFiltered({ status, from, to, q, host, type, room }: BookingSearch): boolean {
  return [status, from, to, q, host, type, room].some((one) => one !== undefined);
}

function startOfDay(day: string, later: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + later).toISOString();
}
