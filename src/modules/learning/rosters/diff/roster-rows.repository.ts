import { Injectable } from '@nestjs/common';
import { Sql } from '../../../../infra/database/sql.js';
import { ROSTER_STATES, todayAt } from '../../courses/courses.api.js';
import type { RosterImport, RosterCounts } from '../imports/roster-import.entity.js';
import type { RosterValues } from '../imports/roster-row.entity.js';
import { overAllRows } from '../over-all-rows.js';
import type { RosterKind, RosterOutcome } from '../roster-kinds.js';
import { CAPACITY, ENROLMENTS_DIFF } from './enrolments-diff.js';
import { FACILITATORS_DIFF, STUDENTS_DIFF } from './people-diff.js';
import { CLASSES_DIFF, OFFERINGS_DIFF } from './structure-diff.js';

/** A row as it is staged. */
export interface StagedRow {
  readonly number: number;
  readonly line: number;
  readonly sourceKey: string;
  readonly values: RosterValues;
  readonly userId: string | null;
  readonly fault: { readonly column: string; readonly reason: string } | null;
}

/** A row that is applied or undone. */
export interface WrittenRow {
  readonly id: string;
  readonly number: number;
  readonly targetId: string | null;
  readonly before: RosterValues | null;
  readonly after: RosterValues | null;
  readonly outcome: RosterOutcome;
}

const DIFFS: Readonly<Record<RosterKind, string>> = {
  students: STUDENTS_DIFF,
  facilitators: FACILITATORS_DIFF,
  classes: CLASSES_DIFF,
  offerings: OFFERINGS_DIFF,
  enrolments: ENROLMENTS_DIFF,
};

const AT_ONCE = 1000;
export const WRITTEN = `id, number, target_id AS "targetId", before, after, outcome`;

/** SQL: whether something `t` is over, so that it stays as it was though no file names it any more. */
const isOver = (kind: RosterKind) =>
  ({
    ...{ students: 'false', facilitators: 'false', classes: 'false' },
    offerings: `t.end_date < ${todayAt('$2')}`,
    enrolments: `(t.status = 'completed' OR t.end_date < ${todayAt('$2')})`,
  })[kind];

/** SQL: what earlier imports brought and this one does not name: it ends, unless something else of the file gives it. */
const removal = (kind: RosterKind) => {
  const ended = kind === 'enrolments' ? 'withdrawn' : 'archived';
  const end = kind === 'enrolments' ? `{"status": "${ended}", "external_id": null}` : `{"status": "${ended}"}`;
  return `
    WITH gone AS (
      SELECT s.*, row_number() OVER (PARTITION BY coalesce(s.target_id, s.id) ORDER BY s.source_key) AS nth
      FROM roster_sources s
      WHERE s.organization_id = $2 AND s.kind = '${kind}'
        AND NOT EXISTS (SELECT FROM roster_rows r WHERE r.import_id = $1 AND r.source_key = s.source_key)),
    judged AS (
      SELECT g.*, t.state,
        CASE WHEN g.nth > 1 OR EXISTS (
                    SELECT FROM roster_rows r WHERE r.import_id = $1 AND r.target_id = g.target_id)
                  OR (g.target_id IS NULL AND g.email::text IN (
                    SELECT r.values->>'email' FROM roster_rows r WHERE r.import_id = $1)) THEN 'still_named'
             WHEN g.target_id IS NOT NULL AND (t.id IS NULL OR t.state->>'status' = '${ended}') THEN 'not_there'
             WHEN ${isOver(kind)} THEN 'is_over'
        END AS reason
      FROM gone g LEFT JOIN (${ROSTER_STATES[kind]}) t ON t.id = g.target_id)
    INSERT INTO roster_rows
      (import_id, number, source_key, values, target_id, before, after, outcome, reason, is_waiting)
    SELECT $1, $3::int + row_number() OVER (ORDER BY j.source_key), j.source_key, j.values, j.target_id, j.state,
      CASE WHEN j.reason IS NULL THEN j.state || '${end}' END,
      CASE WHEN j.reason IS NULL THEN 'removed' ELSE 'unchanged' END, j.reason, j.target_id IS NULL
    FROM judged j`;
};

/** Rows of imports as they are staged, compared and written, many in a statement. */
@Injectable()
export class RosterRowsRepository {
  constructor(private readonly sql: Sql) {}

  /** For statements over a hundred thousand rows, in the running transaction. */
  async takeTime(): Promise<void> {
    await this.sql.query('', `SET LOCAL statement_timeout = '110s'`);
  }

  async clear(importId: string): Promise<void> {
    await this.sql.query('roster_rows_clear', 'DELETE FROM roster_rows WHERE import_id = $1', [importId]);
  }

  async stage(importId: string, rows: readonly StagedRow[]): Promise<void> {
    await this.sql.query(
      'roster_rows_stage',
      `INSERT INTO roster_rows (import_id, number, line, source_key, values, user_id, fault_column, reason, outcome)
       SELECT $1, s.number, s.line, s.source_key, s.values, s.user_id, s.fault_column, s.reason,
              CASE WHEN s.reason IS NOT NULL THEN 'rejected' END
       FROM jsonb_to_recordset($2::jsonb)
         AS s (number int, line int, source_key text, values jsonb, user_id uuid, fault_column text, reason text)`,
      [
        importId,
        JSON.stringify(
          rows.map(({ number, line, sourceKey, values, userId, fault }) => ({
            ...{ number, line, values, source_key: sourceKey, user_id: userId },
            ...{ fault_column: fault?.column, reason: fault?.reason },
          })),
        ),
      ],
    );
  }

  /** Says of each row what it would do, and of each that is not named any more. */
  async compare({ id, organizationId, kind, mode, matchBy }: RosterImport, total: number): Promise<void> {
    // Its lock is kept until the end of the transaction: imports of others do not wait for it, and have what this one counted.
    await this.sql.query('', 'ANALYZE (SKIP_LOCKED) roster_rows');
    await overAllRows(this.sql, async () => {
      await this.sql.query(`roster_diff_${kind}`, DIFFS[kind], [
        id,
        organizationId,
        kind === 'enrolments' ? mode : matchBy,
      ]);
      if (mode === 'full') await this.sql.query(`roster_removal_${kind}`, removal(kind), [id, organizationId, total]);
      if (kind === 'enrolments') await this.sql.query('roster_capacity', CAPACITY, [id, organizationId]);
    });
  }

  async countsOf(importId: string): Promise<RosterCounts> {
    const rows = await this.sql.query<{ outcome: RosterOutcome; count: number; waiting: number }>(
      'roster_rows_counts',
      `SELECT outcome, count(*)::int AS count, (count(*) FILTER (WHERE is_waiting AND outcome = 'added'))::int AS waiting
       FROM roster_rows WHERE import_id = $1 AND outcome IS NOT NULL GROUP BY outcome`,
      [importId],
    );
    const waiting = rows.reduce((sum, row) => sum + row.waiting, 0);
    return { ...Object.fromEntries(rows.map(({ outcome, count }) => [outcome, count])), waiting };
  }

  /** How many rows of the kind earlier imports brought. */
  async knownOf(organizationId: string, kind: RosterKind): Promise<number> {
    const [row] = await this.sql.query<{ count: number }>(
      'roster_sources_count',
      'SELECT count(*)::int AS count FROM roster_sources WHERE organization_id = $1 AND kind = $2',
      [organizationId, kind],
    );
    return row?.count ?? 0;
  }

  /** Rows that write something, in the order of the report, in batches. @param ending only those that end something, or only others */
  async *writing(importId: string, ending: boolean): AsyncGenerator<WrittenRow[], void, undefined> {
    let after = 0;
    for (;;) {
      const rows = await this.sql.query<WrittenRow>(
        'roster_rows_writing',
        `SELECT ${WRITTEN} FROM roster_rows
         WHERE import_id = $1 AND number > $2 AND NOT is_waiting
           AND outcome IN ('added', 'changed', 'moved', 'removed')
           AND (outcome = 'moved' OR (after->>'status' IN ('withdrawn', 'archived')) = $3)
         ORDER BY number LIMIT ${AT_ONCE}`,
        [importId, after, ending],
      );
      if (rows.length > 0) yield rows;
      if (rows.length < AT_ONCE) return;
      after = rows.at(-1)?.number ?? after;
    }
  }

  async setTarget(id: string, targetId: string): Promise<void> {
    await this.sql.query('roster_row_target', 'UPDATE roster_rows SET target_id = $2 WHERE id = $1', [id, targetId]);
  }

  async reject(id: string, reason: string): Promise<void> {
    await this.sql.query(
      'roster_row_reject',
      `UPDATE roster_rows SET outcome = 'rejected', reason = $2, fault_column = NULL, after = NULL WHERE id = $1`,
      [id, reason],
    );
  }

  /** Ids of offerings whose enrolments the import writes. */
  offeringsOf(importId: string): Promise<string[]> {
    return this.idsOf(
      'roster_rows_offerings',
      `SELECT DISTINCT o.id FROM roster_rows r
       CROSS JOIN LATERAL (VALUES (r.before->>'offering_id'), (r.after->>'offering_id')) AS o (id)
       WHERE r.import_id = $1 AND o.id IS NOT NULL AND r.outcome IN ('added', 'changed', 'moved', 'removed')`,
      importId,
    );
  }

  /** Ids of students whose enrolments the import writes. */
  studentsOf(importId: string): Promise<string[]> {
    return this.idsOf(
      'roster_rows_students',
      `SELECT DISTINCT s.id FROM roster_rows r
       CROSS JOIN LATERAL (VALUES (r.before->>'student_id'), (r.after->>'student_id')) AS s (id)
       WHERE r.import_id = $1 AND s.id IS NOT NULL AND r.outcome IN ('added', 'changed', 'moved', 'removed')`,
      importId,
    );
  }

  /** People whose profiles the import archives, or its undo. */
  archivedIn(importId: string): Promise<string[]> {
    return this.idsOf(
      'roster_rows_archived',
      `SELECT DISTINCT coalesce(r.before, r.after)->>'user_id' AS id FROM roster_rows r
       WHERE r.import_id = $1 AND NOT r.is_waiting AND coalesce(r.before, r.after)->>'user_id' IS NOT NULL
         AND (r.outcome = 'added'
              OR (r.outcome IN ('changed', 'removed') AND 'archived' IN (r.before->>'status', r.after->>'status')))`,
      importId,
    );
  }

  /** Ids of what the import changes, of its own kind, in one order. */
  targetsOf(importId: string): Promise<string[]> {
    return this.idsOf(
      'roster_rows_targets',
      `SELECT target_id AS id FROM roster_rows
       WHERE import_id = $1 AND NOT is_waiting AND target_id IS NOT NULL
         AND outcome IN ('added', 'changed', 'moved', 'removed') ORDER BY target_id`,
      importId,
    );
  }

  /** People who have a profile in use by the import. */
  peopleOf(importId: string): Promise<string[]> {
    return this.idsOf(
      'roster_rows_people',
      `SELECT DISTINCT after->>'user_id' AS id FROM roster_rows
       WHERE import_id = $1 AND NOT is_waiting AND outcome IN ('added', 'changed') AND after->>'status' = 'active'`,
      importId,
    );
  }

  /** People whose profiles its undo would take into use, or leave in use. */
  peopleBefore(importId: string): Promise<string[]> {
    return this.idsOf(
      'roster_rows_people_before',
      `SELECT DISTINCT before->>'user_id' AS id FROM roster_rows
       WHERE import_id = $1 AND NOT is_waiting AND outcome IN ('changed', 'removed') AND before->>'status' = 'active'`,
      importId,
    );
  }

  private async idsOf(name: string, statement: string, importId: string): Promise<string[]> {
    const rows = await this.sql.query<{ id: string }>(name, statement, [importId]);
    return rows.map(({ id }) => id);
  }

  /** Whether the import has rows of people who are no members yet. */
  async isWaiting(importId: string): Promise<boolean> {
    const rows = await this.sql.query(
      'roster_rows_waiting',
      `SELECT FROM roster_rows WHERE import_id = $1 AND is_waiting AND outcome <> 'rejected' LIMIT 1`,
      [importId],
    );
    return rows.length > 0;
  }

  async markUndone(ids: readonly string[], isUndone: boolean, reason: string | null = null): Promise<void> {
    await this.sql.query(
      'roster_rows_undone',
      'UPDATE roster_rows SET is_undone = $2, reason = coalesce($3, reason) WHERE id = ANY($1::uuid[])',
      [ids, isUndone, reason],
    );
  }
}
