import { Injectable } from '@nestjs/common';
import { DAY } from '../../../kernel/clock.js';
import { DatabaseClock } from '../../../infra/database/database-clock.js';
import { Sql } from '../../../infra/database/sql.js';
import { Transactions } from '../../../infra/database/transactions.js';
import { type PartitionDay, partitionDay, partitionDayOf } from './partition-day.js';

/** Partitions made in advance: enough for an outage of the worker, because a missing one has to be filled later. */
const DAYS_AHEAD = 14;
/** Short lock timeout: readers and writers of events queue behind a statement that waits for its table lock. */
const LOCK_TIMEOUT = '2s';
/** Advisory lock between workers. */
const LOCK = 'analytics partitions';

/** The partitions of `analytics_events`: one for each day, and the default partition for all others. */
@Injectable()
export class AnalyticsPartitions {
  constructor(
    private readonly sql: Sql,
    private readonly transactions: Transactions,
    private readonly clock: DatabaseClock,
  ) {}

  /**
   * Creates the partitions of the next days, and of days with events in the default partition.
   * @returns how many were created
   */
  async make(): Promise<number> {
    const now = await this.clock.now();
    const ahead = Array.from({ length: DAYS_AHEAD + 1 }, (_, days) => new Date(now.getTime() + days * DAY));
    const days = new Map([...ahead, ...(await this.strayDays())].map((day) => [partitionDay(day).table, day]));
    for (const { table } of await this.list()) days.delete(table);
    for (const day of days.values()) await this.makeOne(partitionDay(day));
    return days.size;
  }

  /**
   * Drops the partitions of days that ended before the moment.
   * @returns how many were dropped
   */
  async dropBefore(moment: Date): Promise<number> {
    const over = (await this.list()).filter(({ to }) => to <= moment);
    for (const { table } of over) await this.alone(() => this.sql.query('', `DROP TABLE IF EXISTS ${table}`));
    return over.length;
  }

  private async list(): Promise<PartitionDay[]> {
    const rows = await this.sql.query<{ table: string }>(
      'analytics_partitions',
      `SELECT c.relname AS table FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
       WHERE i.inhparent = 'analytics_events'::regclass`,
    );
    return rows.flatMap(({ table }) => partitionDayOf(table) ?? []);
  }

  /** Days with events in the default partition, without values that no table name can have, such as infinity. */
  private async strayDays(): Promise<Date[]> {
    const rows = await this.sql.query<{ day: string }>(
      'analytics_stray_days',
      `SELECT DISTINCT date_trunc('day', created_at, 'UTC') AS day FROM analytics_events_default
       WHERE created_at >= '0001-01-01Z' AND created_at < '9999-12-31Z'`,
    );
    return rows.map(({ day }) => new Date(day));
  }

  /**
   * Attached instead of created in place, which would lock the events of all days (PostgreSQL, CREATE TABLE, PARTITION OF).
   * The indexes come with it.
   */
  private async makeOne({ table, from, to }: PartitionDay): Promise<void> {
    const [lower, upper] = [`'${from.toISOString()}'`, `'${to.toISOString()}'`];
    await this.alone(async () => {
      const [made] = await this.sql.query('', `SELECT FROM pg_class WHERE oid = to_regclass('${table}')`);
      if (made) return;
      await this.sql.query(
        '',
        `CREATE TABLE ${table} (LIKE analytics_events INCLUDING DEFAULTS INCLUDING CONSTRAINTS)`,
      );
      // Blocks concurrent inserts: one that was routed to the default partition would violate its new constraint.
      await this.sql.query('', 'LOCK TABLE ONLY analytics_events IN SHARE ROW EXCLUSIVE MODE');
      await this.sql.query(
        '',
        `WITH moved AS (DELETE FROM analytics_events_default WHERE created_at >= ${lower} AND created_at < ${upper} RETURNING *)
         INSERT INTO ${table} SELECT * FROM moved`,
      );
      await this.sql.query(
        '',
        `ALTER TABLE analytics_events ATTACH PARTITION ${table} FOR VALUES FROM (${lower}) TO (${upper})`,
      );
    });
  }

  private async alone(work: () => Promise<unknown>): Promise<void> {
    await this.transactions.run(async () => {
      await this.sql.query('', `SELECT pg_advisory_xact_lock(hashtextextended('${LOCK}', 0))`);
      await this.sql.query('', `SET LOCAL lock_timeout = '${LOCK_TIMEOUT}'`);
      await work();
    });
  }
}
