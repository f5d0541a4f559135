import { decodeCursor, encodeCursor } from '../../../../kernel/cursor.js';
import { offsetOf } from '../../../../kernel/offset.js';
import { ISO_INSTANT } from '../../../../kernel/time-formats.js';
import { invalidParameter } from '../../../../kernel/invalid.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { MALFORMED_CURSOR } from '../../../../kernel/common-errors.js';
import { isId } from '../../../../kernel/ids.js';
import { numberedMeta, type Page } from '../../../../kernel/page.js';
import { isWellFormed } from '../../../../kernel/well-formed.js';
import { BOOKING_COLUMNS, type BookingRow, PEOPLE_COLUMNS } from '../booking/booking-row.js';
import { LONGEST_BOOKING_DAYS } from '../booking/booking.rules.js';
import { type BookingQueryDto, DEFAULT_BOOKING_SORT } from './booking-query.dto.js';

/** Scope of a list. */
export type BookingScope =
  | { readonly kind: 'participant'; readonly userId: string }
  | { readonly kind: 'organization'; readonly organizationId: string }
  | { readonly kind: 'resource'; readonly bookableId: string }
  | { readonly kind: 'everybody' };

/** Filter by attendee: an address, and its account. */
export interface AskedAttendee {
  readonly email: string;
  readonly userId: string | null;
}

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

type SortField = 'start' | 'end' | 'createdAt' | 'updatedAt' | 'title' | 'id';

interface SortColumn {
  readonly column: string;
  readonly type: string;
  /** Validates a value of a cursor, which is untrusted input. */
  readonly accepts: (value: string) => boolean;
}

const instant = (column: string): SortColumn => ({
  column,
  type: 'timestamptz',
  accepts: (value) => ISO_INSTANT.test(value) && !Number.isNaN(Date.parse(value)),
});

const SORT_COLUMNS: Readonly<Record<SortField, SortColumn>> = {
  start: instant('b.starts_at'),
  end: instant('b.ends_at'),
  createdAt: instant('b.created_at'),
  updatedAt: instant('b.updated_at'),
  title: { column: 'b.title', type: 'text', accepts: isWellFormed },
  id: { column: 'b.id', type: 'uuid', accepts: isId },
};

/** Sort fields with an index on a person's bookings. */
const ORDERED_OF_PERSON: readonly SortField[] = ['start', 'createdAt', 'id'];

type Source = readonly [table: string, condition: string];

const DEFAULT_LIMIT = 20;

interface SortKey {
  readonly field: SortField;
  readonly descending: boolean;
}

/** Builds the statements of a list, and its pages. Pure. */
export class BookingList {
  private readonly limit: number;
  private readonly sort: string;
  private readonly keys: readonly SortKey[];

  /** @throws CodedError validation_failed */
  constructor(
    private readonly scope: BookingScope,
    private readonly query: BookingQueryDto,
    private readonly attendee: AskedAttendee | null = null,
  ) {
    if (query.cursor !== undefined && query.page !== undefined)
      throw invalidParameter('cursor', 'cannot be combined with page', 'excludes_page');
    if (query.from && query.to && query.to <= query.from)
      throw invalidParameter('to', 'must be after from', 'is_after_from');
    this.limit = query.limit ?? DEFAULT_LIMIT;
    this.sort = query.sort ?? DEFAULT_BOOKING_SORT;
    this.keys = sortKeys(this.sort);
  }

  /** Whether an index yields the first rows at once: no search, and no offset. */
  get isBrief(): boolean {
    return this.scope.kind === 'participant' && this.query.q === undefined && this.query.page === undefined;
  }

  /**
   * Whether the planner may scan in the order of the list. For selective filters, whose selectivity it cannot estimate,
   * it would scan all bookings in that order: then `OFFSET 0` is an optimization fence, and the result is sorted.
   */
  private get isOrdered(): boolean {
    const { hostId, bookableId, seriesId } = this.query;
    if (hostId !== undefined || bookableId !== undefined || seriesId !== undefined) return false;
    return this.scope.kind !== 'participant' || this.keys.every(({ field }) => ORDERED_OF_PERSON.includes(field));
  }

  /** @throws CodedError malformed_cursor */
  rows(): Statement {
    const values = new Values();
    const { page } = this.query;
    const offset = page === undefined ? 0 : offsetOf(page, this.limit);
    const count = page === undefined ? this.limit + 1 : this.limit;
    const order = this.keys
      .map(({ field, descending }) => `${SORT_COLUMNS[field].column} ${descending ? 'DESC' : 'ASC'}`)
      .join(', ');
    const conditions = [...this.filters(values), ...this.afterCursor(values)];
    const reach = values.add(offset + count);
    const { direct, attended } = this.sources(values);
    const found = this.isOrdered
      ? where(direct, conditions)
      : `(SELECT b.* FROM ${where(direct, conditions)} OFFSET 0) b`;
    const visible = [`(SELECT b.* FROM ${found} ORDER BY ${order} LIMIT ${reach})`];
    if (attended) visible.push('SELECT * FROM attended');
    return values.statement(
      `${attended ? `WITH attended AS MATERIALIZED (SELECT b.* FROM ${where(attended, conditions)})` : ''}
       SELECT ${BOOKING_COLUMNS}, ${PEOPLE_COLUMNS} FROM (${visible.join(' UNION ALL ')}) b
       ORDER BY ${order} LIMIT ${values.add(count)} OFFSET ${values.add(offset)}`,
    );
  }

  /** Only for numbered pages. */
  total(): Statement | null {
    if (this.query.page === undefined) return null;
    const values = new Values();
    const conditions = this.filters(values);
    const { direct, attended } = this.sources(values);
    const counts = [direct, ...(attended ? [attended] : [])].map(
      (source) => `(SELECT count(*) FROM ${where(source, conditions)})`,
    );
    return values.statement(`SELECT (${counts.join(' + ')})::int AS total`);
  }

  page(rows: readonly BookingRow[], total: number): Page<BookingRow> {
    const { limit, sort, query } = this;
    if (query.page !== undefined) return { data: [...rows], meta: numberedMeta(query.page, limit, total) };
    const data = rows.slice(0, limit);
    const hasMore = rows.length > limit;
    const last = data.at(-1);
    const nextCursor =
      hasMore && last ? encodeCursor({ sort, values: this.keys.map(({ field }) => last[field]) }) : null;
    return { data, meta: { limit, hasMore, nextCursor } };
  }

  /**
   * A person's own and attended bookings are two index scans (UNION ALL), because OR would use no index. Attended ones
   * are MATERIALIZED: otherwise the planner would scan all bookings in the order of the list to find a few.
   */
  private sources(values: Values): { readonly direct: Source; readonly attended?: Source } {
    switch (this.scope.kind) {
      case 'everybody':
        return { direct: ['bookings b', 'true'] };
      case 'organization':
        return { direct: ['bookings b', `b.organization_id = ${values.add(this.scope.organizationId)}`] };
      case 'resource':
        return { direct: ['bookings b', having(values.add(this.scope.bookableId))] };
      case 'participant': {
        const user = values.add(this.scope.userId);
        return {
          direct: ['bookings b', `b.organizer_id = ${user}`],
          attended: [
            'booking_attendees a JOIN bookings b ON b.id = a.booking_id',
            `a.user_id = ${user} AND b.organizer_id <> ${user}`,
          ],
        };
      }
    }
  }

  private filters(values: Values): string[] {
    const { status, from, to, q, organizationId, seriesId } = this.query;
    const conditions: string[] = [];
    if (status !== undefined) conditions.push(`b.status = ${values.add(status)}`);
    if (from !== undefined) {
      const moment = `${values.add(from)}::timestamptz`;
      // Redundant lower bound that an index can use: no booking is longer than this.
      conditions.push(
        `b.ends_at > ${moment}`,
        `b.starts_at > ${moment} - '${LONGEST_BOOKING_DAYS * 24}:00:00'::interval`,
      );
    }
    if (to !== undefined) conditions.push(`b.starts_at < ${values.add(to)}`);
    if (q !== undefined) conditions.push(`b.title ILIKE ${values.add(`%${q.replace(/[\\%_]/g, '\\$&')}%`)}`);
    if (seriesId !== undefined) conditions.push(`b.series_id = ${values.add(seriesId)}`);
    if (organizationId !== undefined && this.scope.kind !== 'organization')
      conditions.push(`b.organization_id = ${values.add(organizationId)}`);
    return [...conditions, ...this.relations(values)];
  }

  /** Filters by relation and by time of change. */
  private relations(values: Values): string[] {
    const { hostId, eventTypeId, bookableId, updatedSince } = this.query;
    const conditions: string[] = [];
    if (hostId !== undefined) {
      const host = values.add(hostId);
      conditions.push(this.scope.kind === 'participant' ? isGivenBy(host) : isOneGivenBy(host));
    }
    if (eventTypeId !== undefined) conditions.push(`b.event_type_id = ${values.add(eventTypeId)}`);
    if (bookableId !== undefined && this.scope.kind !== 'resource') conditions.push(having(values.add(bookableId)));
    if (updatedSince !== undefined) conditions.push(`b.updated_at >= ${values.add(updatedSince)}`);
    if (this.attendee) {
      const { email, userId } = this.attendee;
      conditions.push(
        attendedBy(
          `(h.email = ${values.add(email)}::citext OR (h.user_id = ${values.add(userId)}::uuid AND h.email IS NULL))`,
        ),
      );
    }
    return conditions;
  }

  private afterCursor(values: Values): string[] {
    if (this.query.cursor === undefined) return [];
    const position = decodeCursor(this.query.cursor, this.sort, this.keys.length);
    const bounds = this.keys.map(({ field, descending }, index) => {
      const { column, type, accepts } = SORT_COLUMNS[field];
      const value = position[index];
      if (typeof value !== 'string' || !accepts(value)) throw new CodedError(MALFORMED_CURSOR);
      return { column, value: `${values.add(value)}::${type}`, comparison: descending ? '<' : '>' };
    });
    return [beyond(bounds)];
  }
}

interface Bound {
  readonly column: string;
  readonly value: string;
  readonly comparison: string;
}

/**
 * Keyset predicate: a row comparison `(a, b) > (x, y)`, which an index can use; expanded for mixed directions: `a > x
 * OR (a = x AND b < y)`.
 */
function beyond(bounds: readonly Bound[]): string {
  const [first] = bounds;
  const list = (of: 'column' | 'value') => `(${bounds.map((bound) => bound[of]).join(', ')})`;
  if (first && bounds.every(({ comparison }) => comparison === first.comparison))
    return `${list('column')} ${first.comparison} ${list('value')}`;
  const alternatives = bounds.map(({ column, comparison, value }, index) =>
    [
      ...bounds.slice(0, index).map((bound) => `${bound.column} = ${bound.value}`),
      `${column} ${comparison} ${value}`,
    ].join(' AND '),
  );
  return `(${alternatives.join(' OR ')})`;
}

class Values {
  private readonly values: unknown[] = [];

  add(value: unknown): string {
    return `$${this.values.push(value)}`;
  }

  statement(text: string): Statement {
    return { text, values: this.values };
  }
}

function having(bookable: string): string {
  return `b.bookable_ids @> ARRAY[${bookable}]::uuid[]`;
}

/** SQL predicate for few bookings. */
function isGivenBy(host: string): string {
  return `(b.organizer_id = ${host} OR ${attendedBy(`h.user_id = ${host} AND h.role = 'host'`)})`;
}

/** SQL predicate for many bookings: index scans from the host. */
function isOneGivenBy(host: string): string {
  return `b.id IN (SELECT o.id FROM bookings o WHERE o.organizer_id = ${host}
    UNION ALL SELECT h.booking_id FROM booking_attendees h WHERE h.user_id = ${host} AND h.role = 'host')`;
}

function attendedBy(condition: string): string {
  return `EXISTS (SELECT 1 FROM booking_attendees h WHERE h.booking_id = b.id AND ${condition})`;
}

function where([table, condition]: Source, conditions: readonly string[]): string {
  return `${table} WHERE ${[condition, ...conditions].join(' AND ')}`;
}

function sortKeys(sort: string): SortKey[] {
  const keys = sort.split(',').map((part) => ({
    field: part.replace(/^-/, '') as SortField,
    descending: part.startsWith('-'),
  }));
  return [...keys, { field: 'id', descending: keys.at(-1)?.descending ?? false }];
}
