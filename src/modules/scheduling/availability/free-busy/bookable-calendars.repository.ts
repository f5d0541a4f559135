import { Injectable } from '@nestjs/common';
import { unseen } from '../../../../infra/database/plans.js';
import { millisecondsOf } from '../../../../infra/database/ranges.js';
import { Sql } from '../../../../infra/database/sql.js';
import type { Interval } from '../../../../kernel/intervals.js';
import { claimsMeeting, lasts } from '../../claims/claims.api.js';
import { isActiveUser, isBusyWhenAttending } from '../../../people/users/users.api.js';
import type { Absence, BookableKind, Subject } from '../availability.api.js';
import type { DayInterval, WeeklyInterval } from '../schedules/schedule.rules.js';

/** A bookable with its schedule, for some dates. */
export interface RuleRow {
  readonly bookableId: string;
  readonly kind: BookableKind;
  /** Of a person also the account. */
  readonly isActive: boolean;
  readonly capacity: number;
  /** Null without a schedule, like the lists. */
  readonly timeZone: string | null;
  readonly weekly: WeeklyInterval[] | null;
  readonly overrides: { readonly date: string; readonly intervals: DayInterval[] }[] | null;
  readonly travels: { readonly from: string; readonly to: string; readonly timeZone: string }[] | null;
}

/** Claimed time, with the capacity of the bookable. */
export interface TakenRow {
  readonly start: string;
  readonly end: string;
  readonly bookableId: string;
  readonly capacity: number;
  readonly isPerson: boolean;
}

/** Time in which a bookable is busy by an external calendar. */
export interface BusyRow extends Interval {
  readonly bookableId: string;
}

/** Time in which a bookable is out of office. */
export interface AbsenceRow extends Absence {
  readonly bookableId: string;
}

/** A booking that the person attends, without a claim on their time. */
export interface AttendedRow extends Interval {
  readonly bookableId: string;
  readonly organizerId: string;
  /** Whether the attendee accepted it, or booked it themselves. */
  readonly isAgreed: boolean;
}

/** What takes time without a claim on it; each list is ascending. */
export interface Elsewhere {
  readonly away: AbsenceRow[];
  readonly busy: BusyRow[];
  readonly attended: AttendedRow[];
}

/** Of each kind what it has. */
interface ElsewhereRow extends AbsenceRow, AttendedRow {
  readonly of: keyof Elsewhere;
}

const EDGES = `${millisecondsOf('lower(during)')}::float8 AS start, ${millisecondsOf('upper(during)')}::float8 AS "end"`;

/** Most claims that one query reads; time after the last of them counts as not free. */
export const MOST_TAKEN = 5_000;
/** Rows per statement, against the statement timeout. */
const DELETED_AT_ONCE = 5_000;

/** Reads schedules, claims and busy times of many bookables at once. */
@Injectable()
export class BookableCalendarsRepository {
  constructor(private readonly sql: Sql) {}

  /**
   * Each bookable is looked up: of an array that it sees nothing of, the planner expects ten rows, for which it would
   * read a table of some thousand whole.
   * @param from the first local date whose overrides and travels are wanted
   * @param to the last one
   */
  rules(subjects: readonly Subject[], from: string, to: string): Promise<RuleRow[]> {
    return this.sql.query<RuleRow>(
      'calendar_rules',
      `SELECT b.id AS "bookableId", b.kind,
              b.is_active AND (b.kind <> 'person' OR coalesce(${isActiveUser('b.id')}, false)) AS "isActive", b.capacity, s.time_zone AS "timeZone", s.weekly,
              CASE WHEN s.id IS NOT NULL THEN (
                SELECT coalesce(jsonb_agg(jsonb_build_object('date', o.date, 'intervals', o.intervals)), '[]')
                FROM schedule_overrides o WHERE o.schedule_id = s.id AND o.date BETWEEN ${unseen('$3', 'date')} AND ${unseen('$4', 'date')}) END AS overrides,
              CASE WHEN s.id IS NOT NULL THEN (
                SELECT coalesce(jsonb_agg(jsonb_build_object(
                  'from', lower(t.dates), 'to', upper(t.dates) - 1, 'timeZone', t.time_zone)), '[]')
                FROM schedule_travels t
                WHERE t.schedule_id = s.id AND t.dates && ${unseen(`daterange($3, $4, '[]')`, 'daterange')}) END AS travels
       FROM unnest(${unseen('$1', 'uuid[]')}, ${unseen('$2', 'uuid[]')}) AS wanted (bookable_id, schedule_id)
       CROSS JOIN LATERAL (
         SELECT id, kind, is_active, capacity FROM bookables WHERE id = wanted.bookable_id LIMIT 1
       ) b
       LEFT JOIN LATERAL (
         SELECT id, time_zone, weekly FROM schedules
         WHERE bookable_id = b.id AND (is_default OR id = wanted.schedule_id)
         ORDER BY id = wanted.schedule_id DESC NULLS LAST LIMIT 1
       ) s ON true`,
      [subjects.map(({ bookableId }) => bookableId), subjects.map(({ scheduleId }) => scheduleId), from, to],
    );
  }

  /**
   * Claimed time, ascending, at most `MOST_TAKEN`.
   * @param exceptBookingId a booking whose own claims are ignored
   */
  taken(bookableIds: readonly string[], window: Interval, exceptBookingId: string | null): Promise<TakenRow[]> {
    return this.sql.query<TakenRow>(
      'calendar_taken',
      `SELECT lower(c.during) AS start, upper(c.during) AS "end", c.bookable_id AS "bookableId", b.capacity, b.kind = 'person' AS "isPerson"
       FROM ${claimsMeeting('= ANY($1::uuid[])', '$2', '$3')} c JOIN bookables b ON b.id = c.bookable_id
       WHERE ($4::uuid IS NULL OR c.booking_id IS DISTINCT FROM $4) AND (c.expires_at IS NULL OR ${lasts('c.expires_at')})
       ORDER BY c.during LIMIT ${MOST_TAKEN}`,
      [bookableIds, new Date(window.start), new Date(window.end), exceptBookingId],
    );
  }

  /**
   * Absences, busy times, and bookings that people attend whom these make busy.
   * @param without bookings that are ignored
   */
  async elsewhere(bookableIds: readonly string[], window: Interval, without: readonly string[]): Promise<Elsewhere> {
    const meets = (bookable: string) =>
      `${bookable} = ANY(${unseen('$1', 'uuid[]')}) AND during && ${unseen('tstzrange($2, $3)', 'tstzrange')}`;
    const rows = await this.sql.query<ElsewhereRow>(
      'calendar_elsewhere',
      `SELECT bookable_id AS "bookableId", ${EDGES}, 'away' AS of, stand_in_id AS "standInId",
         NULL::uuid AS "organizerId", NULL::boolean AS "isAgreed"
       FROM out_of_office WHERE ${meets('bookable_id')}
       UNION ALL
       SELECT bookable_id, ${EDGES}, 'busy', NULL, NULL, NULL FROM busy_times WHERE ${meets('bookable_id')}
       UNION ALL
       SELECT user_id, ${EDGES}, 'attended', NULL, organizer_id, is_agreed FROM attended_times
       WHERE ${meets('user_id')} AND booking_id <> ALL(${unseen('$4', 'uuid[]')}) AND ${isBusyWhenAttending('user_id')}
       ORDER BY start`,
      [bookableIds, new Date(window.start), new Date(window.end), without],
    );
    const found: Elsewhere = { away: [], busy: [], attended: [] };
    for (const row of rows) found[row.of].push(row);
    return found;
  }

  /**
   * One statement, so that no reader sees the calendar empty in between.
   * @returns the interval in which busy time was freed; null when none was, or only in the past
   */
  async replaceBusyTimes(
    bookableId: string,
    sourceId: string,
    times: readonly Interval[],
  ): Promise<{ start: string; end: string } | null> {
    const [freed] = await this.sql.query<{ start: string; end: string }>(
      'busy_times_replace',
      `WITH gone AS (DELETE FROM busy_times WHERE bookable_id = $1 AND source_id = $2 RETURNING during),
            wanted AS (
              SELECT tstzrange(t.start, t."end") AS during FROM unnest($3::timestamptz[], $4::timestamptz[]) AS t (start, "end")
            ),
            put AS (INSERT INTO busy_times (bookable_id, source_id, during) SELECT $1, $2, during FROM wanted),
            freed AS (
              SELECT (SELECT range_agg(during) FROM gone WHERE upper(during) > now())
                - coalesce((SELECT range_agg(during) FROM wanted), '{}') AS times
            )
       SELECT lower(times) AS start, upper(times) AS "end" FROM freed WHERE NOT isempty(times)`,
      [bookableId, sourceId, times.map(({ start }) => new Date(start)), times.map(({ end }) => new Date(end))],
    );
    return freed ?? null;
  }

  async deleteBusyTimes(bookableId: string): Promise<void> {
    for (let isMore = true; isMore;) {
      const rows = await this.sql.query(
        'busy_times_delete',
        `DELETE FROM busy_times WHERE ctid = ANY(ARRAY(
           SELECT ctid FROM busy_times WHERE bookable_id = $1 LIMIT ${DELETED_AT_ONCE})) RETURNING 1`,
        [bookableId],
      );
      isMore = rows.length === DELETED_AT_ONCE;
    }
  }
}

export function groupByBookable<Row extends { readonly bookableId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.bookableId);
    if (group) group.push(row);
    else groups.set(row.bookableId, [row]);
  }
  return groups;
}
