import { Injectable } from '@nestjs/common';
import { Sql } from '../../../../infra/database/sql.js';
import { PEOPLE_OF_CHUNK } from './analytics-visit.entity.js';
import { type CountedTimes, spanInTimes } from './counted-times.js';

/** A half-open interval. */
export interface Span {
  readonly from: Date;
  readonly to: Date;
}

export interface Totals {
  readonly totalEvents: number;
  readonly uniqueUsers: number;
  readonly eventTypes: number;
}

export interface TypeCount {
  readonly eventType: string;
  readonly count: number;
  readonly uniqueUsers: number;
}

export interface Counts {
  readonly overview: Totals;
  /** The most frequent types first, at most 100. */
  readonly breakdown: TypeCount[];
}

export const BREAKDOWN_LIMIT = 100;

/** Not prepared, so that partition pruning happens at planning time. */
const UNPREPARED = '';

/** The prefixes keep `anonymousId` of an app from colliding with an account's id. */
const PERSON = `coalesce('user ' || user_id, 'anonymous ' || anonymous_id)`;

/** `$1` to `$4`: start of the span, start and end of its whole hours, end of the span; then the rolled-up periods. */
const MOMENTS = 4;

/**
 * One query per length of period, for which the planner estimates the few rows well; for a join with a list of periods
 * it expects most of the table.
 */
function counted(table: string, columns: string, times: readonly CountedTimes[]): string {
  const queries = times.map(({ hours }, index) => {
    const [from, to] = [MOMENTS + 2 * index + 1, MOMENTS + 2 * index + 2];
    return `SELECT ${columns} FROM ${table} WHERE hours = ${hours} AND starts_at >= $${from} AND starts_at < $${to}`;
  });
  return queries.length === 0 ? `SELECT ${columns} FROM ${table} WHERE false` : queries.join(' UNION ALL ');
}

/** What is not rolled up: the partial hours at both ends of the span, from the events, and pending counts. */
const UNCOUNTED = `
  SELECT event_type, source, ${PERSON} AS person, 1 AS events FROM analytics_events WHERE created_at >= $1 AND created_at < $2
  UNION ALL
  SELECT event_type, source, ${PERSON}, 1 FROM analytics_events WHERE created_at >= $3 AND created_at < $4
  UNION ALL
  SELECT event_type, source, person, events FROM analytics_pending WHERE starts_at >= $2 AND starts_at < $3`;

const NOBODY = `repeat('0', ${PEOPLE_OF_CHUNK})::bit(${PEOPLE_OF_CHUNK})`;

/** SQL: bitmap with the bit of the person `number`. */
export const WITH_PERSON = `set_bit(${NOBODY}, number % ${PEOPLE_OF_CHUNK}, 1)`;

type CountedRow = Totals & { readonly eventType: string; readonly count: number; readonly people: number };

/** Exact counts of events and people, from roll-ups and the rest, in one statement and so from one snapshot. */
@Injectable()
export class AnalyticsCounts {
  constructor(private readonly sql: Sql) {}

  async of(span: Span): Promise<Counts> {
    const { times, values } = asked(span);
    const rows = await this.sql.report<CountedRow>(
      UNPREPARED,
      `WITH uncounted AS (SELECT event_type, person, sum(events) AS events FROM (${UNCOUNTED}) AS u GROUP BY event_type, person),
       -- Who has no number yet is in no row of visits either.
       known AS MATERIALIZED (SELECT u.*, p.number FROM uncounted u LEFT JOIN analytics_people p ON p.person = u.person),
       visits AS MATERIALIZED (
         SELECT event_type, chunk, bit_or(people) AS people FROM (
           ${counted('analytics_visits', 'event_type, chunk, people', times)}
           UNION ALL
           SELECT event_type, number / ${PEOPLE_OF_CHUNK}, ${WITH_PERSON} FROM known WHERE number IS NOT NULL) AS v
         GROUP BY event_type, chunk),
       types AS (
         SELECT event_type, sum(events)::float8 AS events FROM (
           ${counted('analytics_counts', 'event_type, events', times)} UNION ALL SELECT event_type, events FROM known) AS c
         GROUP BY event_type),
       visitors AS (
         SELECT event_type, sum(people)::int AS people FROM (
           SELECT event_type, bit_count(people) AS people FROM visits
           UNION ALL SELECT event_type, 1 FROM known WHERE number IS NULL AND person IS NOT NULL) AS v
         GROUP BY event_type)
       SELECT event_type AS "eventType", events AS count, coalesce(people, 0) AS people,
         sum(events) OVER () AS "totalEvents", (count(*) OVER ())::int AS "eventTypes",
         (SELECT coalesce(sum(bit_count(people)), 0)::int FROM (SELECT bit_or(people) AS people FROM visits GROUP BY chunk) AS v)
           + (SELECT count(DISTINCT person)::int FROM known WHERE number IS NULL) AS "uniqueUsers"
       FROM types LEFT JOIN visitors USING (event_type)
       ORDER BY events DESC, event_type LIMIT ${BREAKDOWN_LIMIT}`,
      values,
    );
    return countsOf(rows);
  }

  /** Counts of one person's events, directly from the events by index. */
  async ofPerson(userId: string, { from, to }: Span): Promise<Counts> {
    const rows = await this.sql.report<CountedRow>(
      'analytics_counts_own',
      `SELECT event_type AS "eventType", count(*)::int AS count, 1 AS people, sum(count(*)) OVER ()::float8 AS "totalEvents",
         (count(*) OVER ())::int AS "eventTypes", 1 AS "uniqueUsers"
       FROM analytics_events WHERE user_id = $1 AND created_at >= $2 AND created_at < $3
       GROUP BY event_type ORDER BY count(*) DESC, event_type LIMIT ${BREAKDOWN_LIMIT}`,
      [userId, from, to],
    );
    return countsOf(rows);
  }

  /** Counts of domain events of these types. */
  async domainCounts(span: Span, eventTypes: readonly string[]): Promise<Map<string, number>> {
    const { times, values } = asked(span);
    const rows = await this.sql.report<{ eventType: string; count: number }>(
      UNPREPARED,
      `SELECT event_type AS "eventType", sum(events)::float8 AS count FROM (
         ${counted('analytics_counts', 'event_type, source, events', times)}
         UNION ALL SELECT event_type, source, events FROM (${UNCOUNTED}) AS u) AS c
       WHERE event_type = ANY($${values.length + 1}) AND source = 'domain' GROUP BY event_type`,
      [...values, eventTypes],
    );
    return new Map(rows.map(({ eventType, count }) => [eventType, count]));
  }
}

function asked(span: Span): { times: readonly CountedTimes[]; values: readonly Date[] } {
  const { counted: times, wholeHours } = spanInTimes(span);
  const moments = [span.from, wholeHours.from, wholeHours.to, span.to];
  return { times, values: [...moments, ...times.flatMap(({ from, to }) => [from, to])] };
}

function countsOf(rows: readonly CountedRow[]): Counts {
  const { totalEvents = 0, uniqueUsers = 0, eventTypes = 0 } = rows[0] ?? {};
  const breakdown = rows.map(({ eventType, count, people }) => ({ eventType, count, uniqueUsers: people }));
  return { overview: { totalEvents, uniqueUsers, eventTypes }, breakdown };
}
