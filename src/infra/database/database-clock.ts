import { Injectable } from '@nestjs/common';
import { Sql } from './sql.js';

/**
 * What decides whether something that is kept for a while is over: many processes on many machines share it, and rows
 * are compared with it in SQL. Their own clocks may differ by minutes.
 */
@Injectable()
export class DatabaseClock {
  constructor(private readonly sql: Sql) {}

  /** Goes on while a transaction lasts, so that who waited for a lock is not told of the time before. */
  async now(): Promise<Date> {
    const [row] = await this.sql.query<{ now: string }>('database_now', 'SELECT clock_timestamp() AS now');
    if (!row) throw new Error('The database told no time.');
    return new Date(row.now);
  }
}
