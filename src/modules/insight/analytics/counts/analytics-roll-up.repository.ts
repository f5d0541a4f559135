import { Injectable } from '@nestjs/common';
import { Sql } from '../../../../infra/database/sql.js';
import { Transactions } from '../../../../infra/database/transactions.js';
import { WITH_PERSON } from './analytics-counts.repository.js';
import { PEOPLE_OF_CHUNK } from './analytics-visit.entity.js';
import { COUNTED_HOURS, LONGEST_HOURS } from './counted-times.js';

/** Rows per step, which is one transaction under the advisory lock. */
const STEP = 20_000;
const FORGOTTEN_AT_ONCE = 5_000;
/** Not prepared: a cached plan from when the tables were small would scan all people for each row. */
const UNPREPARED = '';
/** Advisory lock for assigning and changing the numbers of people. */
const LOCK = `hashtextextended('analytics people', 0)`;

/** Rolls pending counts up. Each is deleted in the statement that adds it, and so counts exactly once. */
@Injectable()
export class AnalyticsRollUp {
  constructor(
    private readonly sql: Sql,
    private readonly transactions: Transactions,
  ) {}

  /** @returns how many rows were rolled up; 0 also while another process holds the lock */
  async step(): Promise<number> {
    return this.transactions.run(async () => {
      const [lock] = await this.sql.query<{ taken: boolean }>(
        'analytics_try_lock',
        `SELECT pg_try_advisory_xact_lock(${LOCK}) AS taken`,
      );
      if (!lock?.taken) return 0;
      await this.numberPeople();
      return this.add();
    });
  }

  /** Erasure: renames the person, whose visits still count as those of one person. In a transaction. */
  async rename(from: string, to: string): Promise<void> {
    await this.sql.query('analytics_lock', `SELECT pg_advisory_xact_lock(${LOCK})`);
    await this.sql.query('analytics_rename_pending', 'UPDATE analytics_pending SET person = $2 WHERE person = $1', [
      from,
      to,
    ]);
    await this.sql.query('analytics_rename', 'UPDATE analytics_people SET person = $2 WHERE person = $1', [from, to]);
  }

  /** Deletes people without any counts. */
  async forgetPeople(): Promise<void> {
    for (let isMore = true; isMore;) isMore = (await this.forgetSome()) === FORGOTTEN_AT_ONCE;
  }

  private async forgetSome(): Promise<number> {
    return this.transactions.run(async () => {
      await this.sql.query('analytics_lock', `SELECT pg_advisory_xact_lock(${LOCK})`);
      const rows = await this.sql.query(
        UNPREPARED,
        `WITH seen AS (
           SELECT chunk, bit_or(people) AS people FROM analytics_visits WHERE hours = ${LONGEST_HOURS} GROUP BY chunk)
         DELETE FROM analytics_people WHERE number = ANY(ARRAY(
           SELECT number FROM analytics_people LEFT JOIN seen ON chunk = number / ${PEOPLE_OF_CHUNK}
           WHERE people IS NULL OR get_bit(people, number % ${PEOPLE_OF_CHUNK}) = 0 LIMIT ${FORGOTTEN_AT_ONCE})) RETURNING 1`,
      );
      return rows.length;
    });
  }

  /** Numbers are dense, because each one is a bit in bitmaps; the advisory lock makes `max + 1` safe. */
  private async numberPeople(): Promise<void> {
    await this.sql.query(
      UNPREPARED,
      `INSERT INTO analytics_people (number, person)
       SELECT (SELECT coalesce(max(number), -1) FROM analytics_people) + row_number() OVER (), person
       FROM (SELECT DISTINCT person FROM (SELECT person FROM analytics_pending LIMIT ${STEP}) AS p
             WHERE person IS NOT NULL AND NOT EXISTS (SELECT FROM analytics_people k WHERE k.person = p.person)) AS newcomers`,
    );
  }

  /** Rows of people who have no number yet are left to the next step. */
  private async add(): Promise<number> {
    const [row] = await this.sql.query<{ taken: number }>(
      UNPREPARED,
      `WITH taken AS (
         DELETE FROM analytics_pending p WHERE ctid = ANY(ARRAY(SELECT ctid FROM analytics_pending LIMIT ${STEP}))
           AND (person IS NULL OR EXISTS (SELECT FROM analytics_people k WHERE k.person = p.person))
         RETURNING starts_at, event_type, source, person, events),
       times AS (
         SELECT hours, date_bin(hours * interval '1 hour', starts_at, 'epoch') AS starts_at, event_type, source, number, sum(events) AS events
         FROM taken LEFT JOIN analytics_people USING (person), unnest('{${COUNTED_HOURS.join(',')}}'::int[]) AS hours
         GROUP BY 1, 2, 3, 4, 5),
       counts AS (
         INSERT INTO analytics_counts AS c (hours, starts_at, event_type, source, events)
         SELECT hours, starts_at, event_type, source, sum(events) FROM times GROUP BY 1, 2, 3, 4
         ON CONFLICT (hours, starts_at, event_type, source) DO UPDATE SET events = c.events + excluded.events),
       visits AS (
         INSERT INTO analytics_visits AS v (hours, starts_at, event_type, chunk, people)
         SELECT hours, starts_at, event_type, number / ${PEOPLE_OF_CHUNK}, bit_or(${WITH_PERSON})
         FROM times WHERE number IS NOT NULL GROUP BY 1, 2, 3, 4
         ON CONFLICT (hours, starts_at, event_type, chunk) DO UPDATE SET people = v.people | excluded.people)
       SELECT count(*)::int AS taken FROM taken`,
    );
    return row?.taken ?? 0;
  }
}
