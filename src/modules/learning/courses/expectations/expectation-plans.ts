import { Injectable } from '@nestjs/common';
import { DatabaseClock } from '../../../../infra/database/database-clock.js';
import { Sql } from '../../../../infra/database/sql.js';
import { WEEKS } from '../logs/log.rules.js';
import { zoneOf } from '../settings/course-days.js';

const weekday = (day: string) => `extract(isodow FROM ${day})::int`;
const monday = (day: string) => `(${day} - ${weekday(day)} + 1)`;

/**
 * SQL: the logs that the rule, the holidays, the offering's dates, students and assignments ask for, as far as they are
 * not due yet ($3). A week counts when one of its days from Monday to Friday (where an offering has only a weekend of it,
 * of these) is no holiday, and somebody is enrolled in it.
 *
 * A moment that would be in the past by now stays what it was: nobody becomes late by a change.
 */
const WANTED = `
  SELECT o.id AS allocation_id, o.organization_id, w.number AS week_number, due.at AS due_at,
         due.at + r.grace_hours * interval '1 hour' AS late_at, owing.facilitator_id
  FROM course_offerings o
  JOIN course_deadline_rules r ON r.organization_id = o.organization_id
  CROSS JOIN LATERAL (SELECT ${zoneOf('$1')} AS name) AS zone
  CROSS JOIN LATERAL generate_series(1, least(${WEEKS.max}, (${monday('o.end_date')} - ${monday('o.start_date')}) / 7 + 1))
    AS w (number)
  CROSS JOIN LATERAL (SELECT ${monday('o.start_date')} + 7 * (w.number - 1) AS monday) AS week
  CROSS JOIN LATERAL (
    SELECT greatest(week.monday, o.start_date) AS first, least(week.monday + 6, o.end_date) AS last) AS days
  CROSS JOIN LATERAL (
    SELECT (week.monday + 7 * r.weeks_after + r.weekday - 1 + r.time::time) AT TIME ZONE zone.name AS at) AS planned
  LEFT JOIN log_expectations e ON e.allocation_id = o.id AND e.week_number = w.number
  CROSS JOIN LATERAL (
    SELECT CASE WHEN planned.at > $3 OR e.id IS NULL THEN planned.at ELSE e.due_at END AS at) AS due
  LEFT JOIN LATERAL (
    SELECT a.facilitator_id FROM course_assignments a
    WHERE a.offering_id = o.id AND daterange(a.start_date, a.end_date, '[]')
          @> least(greatest((due.at AT TIME ZONE zone.name)::date, o.start_date), o.end_date)
    ORDER BY a.is_substitute DESC LIMIT 1) AS owing ON true
  WHERE o.organization_id = $1 AND ($2::uuid[] IS NULL OR o.id = ANY($2)) AND o.is_active AND due.at > $3
    AND EXISTS (
      SELECT FROM generate_series(0, days.last - days.first) AS n (later)
      WHERE (${weekday('(days.first + n.later)')} <= 5 OR ${weekday('days.first')} > 5)
        AND NOT EXISTS (
          SELECT FROM course_holidays h WHERE h.organization_id = o.organization_id AND h.is_active
            AND days.first + n.later BETWEEN h.start_date AND h.end_date))
    AND EXISTS (
      SELECT FROM course_enrolments s WHERE s.offering_id = o.id
        AND s.start_date <= days.last AND (s.end_date IS NULL OR s.end_date >= days.first))`;

/** Keeps the expected logs what rule, holidays, dates, students and assignments ask for, in the transaction that changes these. */
@Injectable()
export class ExpectationPlans {
  constructor(
    private readonly sql: Sql,
    private readonly clock: DatabaseClock,
  ) {}

  /** After a change of an offering, under its row lock. */
  async ofOffering({ id, organizationId }: { readonly id: string; readonly organizationId: string }): Promise<void> {
    await this.ofOfferings(organizationId, [id]);
  }

  /** After a change of offerings of one organization, under their row locks. */
  async ofOfferings(organizationId: string, offeringIds: readonly string[]): Promise<void> {
    if (offeringIds.length === 0) return;
    await this.share(organizationId);
    await this.planAt(await this.clock.now(), { organizationId, offeringIds });
  }

  /** Before and after a change of the rule or the holidays: no offering is planned by what they were. */
  async ofOrganization<Result>(organizationId: string, change: () => Promise<Result>): Promise<Result> {
    await this.sql.query(
      'log_expectations_lock',
      `SELECT pg_advisory_xact_lock(hashtextextended('log-expectations:' || $1, 0))`,
      [organizationId],
    );
    const result = await change();
    await this.planAt(await this.clock.now(), { organizationId });
    return result;
  }

  async planAt(
    now: Date,
    { organizationId, offeringIds = null }: { organizationId: string; offeringIds?: readonly string[] | null },
  ) {
    await this.sql.query(
      'log_expectations_plan',
      `WITH wanted AS (${WANTED}),
       gone AS (
         DELETE FROM log_expectations e
         WHERE e.organization_id = $1 AND ($2::uuid[] IS NULL OR e.allocation_id = ANY($2))
           AND e.due_at > $3 AND e.waived_at IS NULL
           AND NOT EXISTS (SELECT FROM wanted
                           WHERE wanted.allocation_id = e.allocation_id AND wanted.week_number = e.week_number))
       INSERT INTO log_expectations
         (allocation_id, organization_id, week_number, due_at, late_at, facilitator_id, submitted_at)
       SELECT wanted.*, (SELECT t.submitted_at FROM activity_trackers t
                         WHERE t.allocation_id = wanted.allocation_id AND t.week_number = wanted.week_number)
       FROM wanted
       ON CONFLICT ON CONSTRAINT log_expectations_week_key DO UPDATE
       SET due_at = excluded.due_at, late_at = excluded.late_at, facilitator_id = excluded.facilitator_id, updated_at = now()
       WHERE log_expectations.due_at > $3
         AND (log_expectations.due_at, log_expectations.late_at, log_expectations.facilitator_id)
             IS DISTINCT FROM (excluded.due_at, excluded.late_at, excluded.facilitator_id)`,
      [organizationId, offeringIds, now],
    );
  }

  /**
   * When a log was submitted first. It waits for plans that could not see it, and they for it: first for the offering, as
   * whoever changes one and plans it then.
   */
  async fulfil(week: { organizationId: string; allocationId: string; weekNumber: number }, at: Date): Promise<void> {
    await this.sql.query('log_expectations_hold', 'SELECT FROM course_offerings WHERE id = $1 FOR SHARE', [
      week.allocationId,
    ]);
    await this.share(week.organizationId);
    await this.sql.query(
      'log_expectations_fulfil',
      `UPDATE log_expectations SET submitted_at = $3, updated_at = now()
       WHERE allocation_id = $1 AND week_number = $2 AND submitted_at IS NULL`,
      [week.allocationId, week.weekNumber, at],
    );
  }

  private async share(organizationId: string): Promise<void> {
    await this.sql.query(
      'log_expectations_share',
      `SELECT pg_advisory_xact_lock_shared(hashtextextended('log-expectations:' || $1, 0))`,
      [organizationId],
    );
  }
}
