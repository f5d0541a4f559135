import { Injectable } from '@nestjs/common';
import { Sql } from './sql.js';

/**
 * The database's clock, for expiry: all processes share it, and rows are compared with it in SQL. The clocks of their
 * machines may differ by minutes.
 */
@Injectable()
export class DatabaseClock {
  constructor(private readonly sql: Sql) {}

  /** `clock_timestamp()`, which goes on in a transaction: after waiting for a lock `now()` would be in the past. */
  async now(): Promise<Date> {
    const [row] = await this.sql.query<{ now: string }>('database_now', 'SELECT clock_timestamp() AS now');
    if (!row) throw new Error('The database told no time.');
    return new Date(row.now);
  }
}
