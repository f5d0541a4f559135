import { Injectable } from '@nestjs/common';
import { Sql } from '../database/sql.js';

/** The answers that are kept for retries, where somebody is to be forgotten. */
@Injectable()
export class IdempotentAnswers {
  constructor(private readonly sql: Sql) {}

  /** Deletes the person's own; in those of others the texts go, and a retry is still recognized. */
  async forget(userId: string, email: string, texts: readonly string[]): Promise<void> {
    await this.sql.query('idempotency_forget', 'DELETE FROM idempotency_keys WHERE principal = $1', [`user:${userId}`]);
    const rows = await this.sql.query<{ principal: string; route: string; key: string; body: string }>(
      'idempotency_about',
      `SELECT principal, route, key, body FROM idempotency_keys
       WHERE strpos(body, $1) > 0 OR strpos(lower(body), lower($2)) > 0`,
      [userId, email],
    );
    for (const { principal, route, key, body } of rows)
      await this.sql.query(
        'idempotency_blank',
        'UPDATE idempotency_keys SET body = $4 WHERE principal = $1 AND route = $2 AND key = $3',
        [principal, route, key, texts.reduce((text, gone) => text.replaceAll(JSON.stringify(gone), '""'), body)],
      );
  }
}
