import { Injectable } from '@nestjs/common';
import { Sql } from '../../../../infra/database/sql.js';

@Injectable()
export class EmailOptOuts {
  constructor(private readonly sql: Sql) {}

  async has(userId: string, template: string): Promise<boolean> {
    const rows = await this.sql.query(
      'email_opt_out_of',
      'SELECT FROM email_opt_outs WHERE user_id = $1 AND template = $2',
      [userId, template],
    );
    return rows.length > 0;
  }

  /** @returns names of templates, sorted */
  async listOf(userId: string): Promise<string[]> {
    const rows = await this.sql.query<{ template: string }>(
      'email_opt_outs_of',
      'SELECT template FROM email_opt_outs WHERE user_id = $1 ORDER BY template',
      [userId],
    );
    return rows.map(({ template }) => template);
  }

  async add(userId: string, templates: readonly string[]): Promise<void> {
    await this.sql.query(
      'email_opt_out_add',
      'INSERT INTO email_opt_outs (user_id, template) SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING',
      [userId, templates],
    );
  }

  async removeAllBut(userId: string, templates: readonly string[]): Promise<void> {
    await this.sql.query(
      'email_opt_out_remove',
      'DELETE FROM email_opt_outs WHERE user_id = $1 AND template <> ALL ($2::text[])',
      [userId, templates],
    );
  }
}
