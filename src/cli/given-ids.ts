import type { INestApplicationContext } from '@nestjs/common';
import { Sql } from '../infra/database/sql.js';

interface IdColumn {
  readonly name: string;
  readonly type: 'uuid' | 'uuid[]' | 'jsonb' | 'text';
}

/** SQL by type of column `%`: the expression that replaces id `$1` by `$2`, and the predicate that finds it. */
const REPLACED: Readonly<Record<IdColumn['type'], { readonly value: string; readonly found: string }>> = {
  uuid: { value: 'CASE WHEN % = $1::text::uuid THEN $2::text::uuid ELSE % END', found: '% = $1::text::uuid' },
  'uuid[]': { value: 'array_replace(%, $1::text::uuid, $2::text::uuid)', found: '$1::text::uuid = ANY (%)' },
  jsonb: { value: 'replace(%::text, $1, $2)::jsonb', found: 'strpos(%::text, $1) > 0' },
  text: { value: 'replace(%, $1, $2)', found: 'strpos(%, $1) > 0' },
};

/**
 * Replaces the generated ids of rows that were just inserted. Use cases generate ids themselves, and a parameter for
 * them would serve the demo alone. What is never changed, the audit log, keeps the generated ones.
 */
export class GivenIds {
  private readonly sql: Sql;
  private statement?: Promise<string>;

  constructor(app: INestApplicationContext) {
    this.sql = app.get(Sql, { strict: false });
  }

  /**
   * Call it in the transaction that inserted the row, right after it: triggers record changes of ids, such as a former
   * organizer.
   * @returns the wanted id
   */
  async give(wanted: string, id: string): Promise<string> {
    this.statement ??= this.compose();
    await this.sql.query('', await this.statement, [id, wanted]);
    return wanted;
  }

  /** One statement for all tables, because foreign keys are checked at its end. */
  private async compose(): Promise<string> {
    const tables = await this.sql.query<{ readonly name: string; readonly columns: readonly IdColumn[] }>(
      'given_ids_columns',
      `SELECT c.relname AS name, json_agg(json_build_object('name', a.attname, 'type', t.name)) AS columns
       FROM pg_attribute a
         JOIN pg_class c ON c.oid = a.attrelid
         CROSS JOIN LATERAL replace(format_type(a.atttypid, NULL), 'character varying', 'text') AS t (name)
       WHERE has_table_privilege(c.oid, 'UPDATE') AND c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
         AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND t.name IN ('uuid', 'uuid[]', 'jsonb', 'text')
       GROUP BY c.relname`,
    );
    const updates = tables.map(({ name: table, columns }, index) => {
      const set = columns.map(({ name, type }) => `"${name}" = ${REPLACED[type].value.replaceAll('%', `"${name}"`)}`);
      const where = columns.map(({ name, type }) => REPLACED[type].found.replaceAll('%', `"${name}"`));
      return `t${index} AS (UPDATE "${table}" SET ${set.join(', ')} WHERE ${where.join(' OR ')})`;
    });
    return `WITH ${updates.join(', ')} SELECT`;
  }
}
