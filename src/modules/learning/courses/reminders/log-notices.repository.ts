import { Injectable } from '@nestjs/common';
import { Sql } from '../../../../infra/database/sql.js';
import { ESCALATION_DAYS, GRACE_HOURS, REMINDER_HOURS } from '../expectations/expectation.rules.js';
import { DIGEST_AT, DIGEST_UNTIL, zoneOf } from '../settings/course-days.js';
import type { NoticeChannel } from './log-notice.entity.js';

/** An expected log of which somebody has to be told, and why. */
export interface NewsOfLog {
  readonly id: string;
  readonly rule: string;
  readonly organizationId: string;
  readonly allocationId: string;
  readonly weekNumber: number;
  /** ISO 8601. */
  readonly dueAt: string;
  /** Who owes it; null when nobody is assigned. */
  readonly facilitatorId: string | null;
  /** Their account. */
  readonly userId: string | null;
}

export interface Intent {
  readonly news: NewsOfLog;
  /** Of whom it is told. */
  readonly userId: string;
  readonly channel: NoticeChannel;
}

/** What an organization is told once a day. */
export interface Digest {
  readonly organizationId: string;
  /** Today in its zone. */
  readonly day: string;
  readonly missing: number;
  /** Since the digest before. */
  readonly late: number;
  readonly submitted: number;
  /** In the day to come. */
  readonly due: number;
}

/** How long after it was due a log is news; who looks later sees it in the digest. */
const MISSING_FOR = `interval '7 days'`;
const ESCALATED_FOR = `interval '${ESCALATION_DAYS.max + 7} days'`;
const EARLIEST = `interval '${GRACE_HOURS.max + (ESCALATION_DAYS.max + 7) * 24} hours'`;
const LATEST = `interval '${REMINDER_HOURS.max} hours'`;

/** A day may be shorter where clocks change, and the zone may be another one than yesterday. */
const LEAST_BETWEEN_DIGESTS = `interval '20 hours'`;

const NEWS = `e.id, e.organization_id AS "organizationId", e.allocation_id AS "allocationId", e.week_number AS "weekNumber",
  e.due_at AS "dueAt", e.facilitator_id AS "facilitatorId", f.user_id AS "userId"`;

@Injectable()
export class LogNoticesRepository {
  constructor(private readonly sql: Sql) {}

  /**
   * What has to be told by now and was not: neither submitted nor waived, of offerings in use. The rows are locked, so that
   * they stay so until the transaction ends. A deadline that was moved is another one. Of several reminders that are due only the last is given.
   */
  async takeDue(now: Date, limit: number): Promise<NewsOfLog[]> {
    return this.sql.query<NewsOfLog>(
      'log_notices_due',
      `SELECT ${NEWS}, rule.name AS rule
       FROM log_expectations e
       JOIN course_deadline_rules r ON r.organization_id = e.organization_id
       JOIN course_offerings o ON o.id = e.allocation_id AND o.is_active
       LEFT JOIN course_facilitators f ON f.id = e.facilitator_id
       CROSS JOIN LATERAL (
         SELECT 'before:' || min(hours) AS name FROM unnest(r.reminder_hours) AS hours
         WHERE e.due_at > $1 AND e.due_at - hours * interval '1 hour' <= $1 HAVING count(*) > 0
         UNION ALL
         SELECT 'missing' WHERE e.late_at <= $1 AND e.late_at > $1 - ${MISSING_FOR}
         UNION ALL
         SELECT 'escalated' WHERE e.late_at + r.escalation_days * interval '1 day' <= $1
           AND e.late_at > $1 - ${ESCALATED_FOR}) AS rule
       WHERE e.submitted_at IS NULL AND e.waived_at IS NULL
         AND e.due_at BETWEEN $1 - ${EARLIEST} AND $1 + ${LATEST}
         AND NOT EXISTS (
           SELECT FROM log_notices n WHERE n.allocation_id = e.allocation_id AND n.week_number = e.week_number
             AND n.rule = rule.name AND n.due_at = e.due_at
             AND (rule.name NOT LIKE 'before:%' OR n.facilitator_id IS NOT DISTINCT FROM e.facilitator_id))
       ORDER BY e.due_at, e.id LIMIT $2 FOR UPDATE OF e SKIP LOCKED`,
      [now, limit],
    );
  }

  /** Of what was told by a rule, what is still so: of the deadlines that hold, in offerings in use. */
  async stillSo(
    told: ReadonlyArray<Pick<NewsOfLog, 'allocationId' | 'weekNumber' | 'dueAt'>>,
    rule: string,
    now: Date,
  ): Promise<NewsOfLog[]> {
    return this.sql.query<NewsOfLog>(
      'log_notices_still_so',
      `SELECT ${NEWS}, $4::text AS rule
       FROM unnest($1::uuid[], $2::int[], $3::timestamptz[]) AS told (allocation_id, week_number, due_at)
       JOIN log_expectations e USING (allocation_id, week_number, due_at)
       JOIN course_offerings o ON o.id = e.allocation_id AND o.is_active
       LEFT JOIN course_facilitators f ON f.id = e.facilitator_id
       WHERE e.waived_at IS NULL AND CASE
         WHEN $4::text IN ('late', 'submitted') THEN e.submitted_at IS NOT NULL
         WHEN $4::text LIKE 'before:%' THEN e.submitted_at IS NULL AND e.due_at > $5::timestamptz
         ELSE e.submitted_at IS NULL END`,
      [
        told.map(({ allocationId }) => allocationId),
        told.map(({ weekNumber }) => weekNumber),
        told.map(({ dueAt }) => dueAt),
        ...[rule, now],
      ],
    );
  }

  /** What became of an expected log when it was submitted first; null when it is not expected. */
  async submission(allocationId: string, weekNumber: number): Promise<NewsOfLog | null> {
    const [row] = await this.sql.query<NewsOfLog>(
      'log_notices_submission',
      `SELECT ${NEWS}, CASE WHEN e.submitted_at > e.late_at THEN 'late' ELSE 'submitted' END AS rule
       FROM log_expectations e LEFT JOIN course_facilitators f ON f.id = e.facilitator_id
       WHERE e.allocation_id = $1 AND e.week_number = $2 AND e.submitted_at IS NOT NULL AND e.waived_at IS NULL`,
      [allocationId, weekNumber],
    );
    return row ?? null;
  }

  /** @returns those that are new */
  async record(intents: readonly Intent[]): Promise<Intent[]> {
    const rows = await this.sql.query<{ nth: string }>(
      'log_notices_record',
      `WITH wanted AS (
         SELECT * FROM unnest($1::uuid[], $2::int[], $3::timestamptz[], $4::uuid[], $5::text[], $6::uuid[], $7::text[])
           WITH ORDINALITY AS w (allocation_id, week_number, due_at, facilitator_id, rule, user_id, channel, nth)),
       recorded AS (
         INSERT INTO log_notices AS n (allocation_id, week_number, due_at, facilitator_id, rule, user_id, channel)
         SELECT allocation_id, week_number, due_at, facilitator_id, rule, user_id, channel FROM wanted ORDER BY nth
         ON CONFLICT ON CONSTRAINT log_notices_key DO UPDATE SET facilitator_id = excluded.facilitator_id
           WHERE n.facilitator_id IS DISTINCT FROM excluded.facilitator_id
         RETURNING n.allocation_id, n.week_number, n.due_at, n.rule, n.user_id, n.channel, old.id IS NULL AS is_new)
       SELECT nth FROM wanted JOIN recorded USING (allocation_id, week_number, due_at, rule, user_id, channel)
       WHERE is_new ORDER BY nth`,
      [
        intents.map(({ news }) => news.allocationId),
        intents.map(({ news }) => news.weekNumber),
        intents.map(({ news }) => news.dueAt),
        intents.map(({ news }) => news.facilitatorId),
        intents.map(({ news }) => news.rule),
        intents.map(({ userId }) => userId),
        intents.map(({ channel }) => channel),
      ],
    );
    return rows.flatMap(({ nth }) => intents[Number(nth) - 1] ?? []);
  }

  /**
   * Those of organizations in whose zones the morning came; each is taken once a day, whatever their zones were before, and
   * counts from where the one before ended.
   */
  async takeDigests(now: Date): Promise<Digest[]> {
    return this.sql.query<Digest>(
      'log_digests_take',
      `WITH local AS (
         SELECT d.organization_id, $1::timestamptz AT TIME ZONE ${zoneOf('d.organization_id')} AS now
         FROM course_deadline_rules d),
       taken AS (
         UPDATE course_deadline_rules r SET digested_at = $1
         FROM local WHERE local.organization_id = r.organization_id AND local.now::time >= '${DIGEST_AT}'
           AND local.now::time < '${DIGEST_UNTIL}'
           AND (r.digested_at IS NULL OR r.digested_at <= $1 - ${LEAST_BETWEEN_DIGESTS})
         RETURNING r.organization_id, local.now::date::text AS day, coalesce(old.digested_at, $1 - interval '1 day') AS since)
       SELECT t.organization_id AS "organizationId", t.day,
         count(*) FILTER (WHERE e.submitted_at IS NULL AND e.late_at <= $1)::int AS missing,
         count(*) FILTER (WHERE e.submitted_at > e.late_at AND e.submitted_at > t.since)::int AS late,
         count(*) FILTER (WHERE e.submitted_at <= e.late_at AND e.submitted_at > t.since)::int AS submitted,
         count(*) FILTER (WHERE e.submitted_at IS NULL AND e.due_at > $1 AND e.due_at <= $1 + interval '1 day')::int AS due
       FROM taken t JOIN log_expectations e ON e.organization_id = t.organization_id AND e.waived_at IS NULL
       JOIN course_offerings o ON o.id = e.allocation_id AND o.is_active
       WHERE e.due_at <= $1 + interval '1 day' AND (e.submitted_at IS NULL OR e.submitted_at > t.since)
       GROUP BY 1, 2`,
      [now],
    );
  }

  /** Of an organization, those that are missing longest. */
  async missing(organizationId: string, now: Date, limit: number): Promise<NewsOfLog[]> {
    return this.sql.query<NewsOfLog>(
      'log_digest_missing',
      `SELECT ${NEWS}, 'missing' AS rule
       FROM log_expectations e JOIN course_offerings o ON o.id = e.allocation_id AND o.is_active
       LEFT JOIN course_facilitators f ON f.id = e.facilitator_id
       WHERE e.organization_id = $1 AND e.submitted_at IS NULL AND e.waived_at IS NULL AND e.late_at <= $2
       ORDER BY e.due_at, e.id LIMIT $3`,
      [organizationId, now, limit],
    );
  }

  /** Accounts that were reminded of a log by e-mail. */
  async remindedOf(allocationId: string, weekNumber: number): Promise<string[]> {
    const rows = await this.sql.query<{ userId: string }>(
      'log_notices_reminded',
      `SELECT DISTINCT user_id AS "userId" FROM log_notices
       WHERE allocation_id = $1 AND week_number = $2 AND channel = 'email' AND rule LIKE 'before:%'`,
      [allocationId, weekNumber],
    );
    return rows.map(({ userId }) => userId);
  }

  async forget(userId: string): Promise<void> {
    await this.sql.query('log_notices_forget', 'DELETE FROM log_notices WHERE user_id = $1', [userId]);
  }
}
