import { Injectable } from '@nestjs/common';
import { Sql } from '../../../../infra/database/sql.js';
import type { BookingFiguresDto } from './booking-report.dto.js';
import type { ReportDimension, ReportedDays } from './booking-report.rules.js';

export interface ReportGroup extends BookingFiguresDto {
  readonly by: ReportDimension | 'total';
  /** Monday of a week, or id of an event type or a person; null for ad-hoc bookings, and for the total. */
  readonly key: string | null;
}

/** SQL: figures of a set of `found` bookings. */
const FIGURES = `count(*)::int AS bookings,
  (count(*) FILTER (WHERE status = 'pending'))::int AS pending,
  (count(*) FILTER (WHERE status = 'confirmed'))::int AS confirmed,
  (count(*) FILTER (WHERE status = 'cancelled'))::int AS cancelled,
  (count(*) FILTER (WHERE status = 'declined'))::int AS declined,
  (count(*) FILTER (WHERE cancelled_by = 'host'))::int AS "cancelledByHost",
  (count(*) FILTER (WHERE cancelled_by = 'guest'))::int AS "cancelledByGuest",
  (coalesce(sum(attended) FILTER (WHERE status = 'confirmed'), 0))::int AS attended,
  (coalesce(sum(absent) FILTER (WHERE status = 'confirmed'), 0))::int AS absent,
  (coalesce(sum(minutes) FILTER (WHERE status = 'confirmed'), 0))::int AS "bookedMinutes"`;

/**
 * SQL: bookings of an organization in a span ($1 to $3, zone $4). People and history are LATERAL: index scans per
 * booking, because a join would scan those of all organizations. A guest without an account cancels without an actor.
 */
const FOUND = `WITH found AS MATERIALIZED (
  SELECT b.status, b.event_type_id, date_trunc('week', b.starts_at AT TIME ZONE $4)::date AS week,
    array_append(people.hosts, b.organizer_id) AS hosts, people.attended, people.absent,
    CASE WHEN b.seating_id IS NULL OR row_number() OVER (PARTITION BY coalesce(b.seating_id, b.id), b.status) = 1
      THEN extract(epoch FROM b.ends_at - b.starts_at) / 60 ELSE 0 END AS minutes,
    CASE WHEN b.status <> 'cancelled' THEN NULL
      WHEN ending.actor_id = b.organizer_id OR ending.actor_id = ANY(people.hosts) THEN 'host'
      WHEN ending.actor_id = ANY(people.guests) OR (ending.id IS NOT NULL AND ending.actor_id IS NULL AND people.has_stranger)
        THEN 'guest' END AS cancelled_by
  FROM bookings b
  CROSS JOIN LATERAL (
    SELECT coalesce(array_agg(a.user_id) FILTER (WHERE a.role = 'host'), '{}') AS hosts,
      array_agg(a.user_id) FILTER (WHERE a.role <> 'host') AS guests,
      bool_or(a.user_id IS NULL) AS has_stranger,
      count(*) FILTER (WHERE a.role <> 'host' AND NOT a.is_absent) AS attended,
      count(*) FILTER (WHERE a.role <> 'host' AND a.is_absent) AS absent
    FROM booking_attendees a WHERE a.booking_id = b.id) people
  LEFT JOIN LATERAL (
    SELECT h.id, h.actor_id FROM booking_history h
    WHERE b.status = 'cancelled' AND h.booking_id = b.id AND h.action = 'cancelled'
    ORDER BY h.created_at DESC, h.id DESC LIMIT 1) ending ON true
  WHERE b.organization_id = $1 AND b.starts_at >= $2 AND b.starts_at < $3)`;

const KEYS: Readonly<Record<ReportDimension, readonly [key: string, from: string]>> = {
  week: ['week::text', 'found'],
  eventType: ['event_type_id::text', 'found'],
  host: ['host_id::text', 'found CROSS JOIN LATERAL unnest(hosts) AS host (host_id)'],
};

/** SQL: groups of one dimension: weeks in order, others by their number of bookings. */
function groupsBy(dimension: ReportDimension): string {
  const [key, from] = KEYS[dimension];
  const order = dimension === 'week' ? '1' : '2 DESC, 1';
  return `SELECT ${key} AS key, ${FIGURES} FROM ${from} GROUP BY 1 ORDER BY ${order}`;
}

/** Longest lists of a report; weeks are fewer. */
export const MOST_GROUPS = 100;

const REPORT = `${FOUND}
  SELECT 'total' AS by, NULL AS key, ${FIGURES} FROM found
  ${(['week', 'eventType', 'host'] as const)
    .map((dimension) => `UNION ALL (SELECT '${dimension}', g.* FROM (${groupsBy(dimension)} LIMIT ${MOST_GROUPS}) g)`)
    .join('\n')}`;

@Injectable()
export class BookingReportsRepository {
  constructor(private readonly sql: Sql) {}

  /** All dimensions in one statement, and so from one snapshot. */
  report(organizationId: string, days: ReportedDays): Promise<ReportGroup[]> {
    return this.sql.report<ReportGroup>('booking_report', REPORT, valuesOf(organizationId, days));
  }

  groups(
    organizationId: string,
    days: ReportedDays,
    dimension: ReportDimension,
    { limit, offset }: { readonly limit: number; readonly offset: number },
  ): Promise<ReportGroup[]> {
    return this.sql.report<ReportGroup>(
      `booking_report_${dimension}`,
      `${FOUND} SELECT '${dimension}' AS by, g.* FROM (${groupsBy(dimension)} LIMIT $5 OFFSET $6) g`,
      [...valuesOf(organizationId, days), limit, offset],
    );
  }
}

function valuesOf(organizationId: string, { start, end, timeZone }: ReportedDays): unknown[] {
  return [organizationId, start, end, timeZone];
}
