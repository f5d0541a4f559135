import { Injectable } from '@nestjs/common';
import { Sql } from '../../../../infra/database/sql.js';
import { memberRows } from '../../../people/organizations/organizations.api.js';
import { ROSTER_STATES, ROSTER_TEACHING } from '../../courses/courses.api.js';
import { type WrittenRow, WRITTEN } from '../diff/roster-rows.repository.js';
import type { RosterImport } from '../imports/roster-import.entity.js';
import type { RosterKind } from '../roster-kinds.js';

const { students, offerings, enrolments } = ROSTER_STATES;

/** SQL: whether something `t` that the undo would end is used by now. */
const IS_USED: Readonly<Record<RosterKind, string>> = {
  students: `EXISTS (SELECT FROM (${enrolments}) e WHERE e.student_id = t.id AND e.takes_place)`,
  facilitators: `t.id IN (${ROSTER_TEACHING})`,
  classes: `EXISTS (SELECT FROM (${offerings}) o WHERE o.class_id = t.id AND o.is_active)`,
  offerings: `EXISTS (SELECT FROM (${enrolments}) e WHERE e.offering_id = t.id AND e.takes_place)`,
  enrolments: 'false',
};

/** SQL: whether the person whose profile `t` the undo would take into use, or leave in use, is a member no more. */
const HAS_LEFT = `r.outcome <> 'added' AND r.before->>'status' = 'active'
  AND NOT EXISTS (SELECT FROM ${memberRows('$2')} o WHERE o.user_id = t.user_id)`;

/** SQL: why a row cannot be what it was, of those whose version is the same. */
const IMPOSSIBLE: Readonly<Record<RosterKind, string>> = {
  students: `CASE WHEN ${HAS_LEFT} THEN 'no_member' END`,
  facilitators: `CASE WHEN ${HAS_LEFT} THEN 'no_member' END`,
  classes: 'NULL::text',
  offerings: 'NULL::text',
  enrolments: `CASE WHEN r.before->>'status' = 'active'
      AND NOT CASE WHEN r.outcome = 'moved' THEN f.takes_place ELSE t.takes_place END
      AND NOT (EXISTS (SELECT FROM (${students}) p WHERE p.id = (r.before->>'student_id')::uuid AND p.is_active)
        AND EXISTS (SELECT FROM (${offerings}) p WHERE p.id = (r.before->>'offering_id')::uuid AND p.is_active))
    THEN 'is_archived' END`,
};

/** SQL: whether an import of `$3`, which are later ones, says something of a row `r` or of what it is about. */
const IS_NAMED_SINCE = `(
  EXISTS (SELECT FROM roster_rows q
          WHERE q.import_id = ANY($3::uuid[]) AND q.source_key = r.source_key AND q.line IS NOT NULL
            AND q.outcome <> 'rejected')
  OR EXISTS (SELECT FROM roster_rows q
             WHERE q.target_id = r.target_id AND q.import_id = ANY($3::uuid[]) AND q.line IS NOT NULL
               AND q.outcome <> 'rejected'))`;

const WRITES = `r.import_id = $1 AND NOT r.is_waiting AND r.outcome IN ('added', 'changed', 'moved', 'removed')`;
const AT_ONCE = 1000;

/** What an undo takes back of an import, row by row. */
@Injectable()
export class RosterUndoRepository {
  constructor(private readonly sql: Sql) {}

  /** After an import: what each row is at now, so that an undo knows what changed since. */
  async keepVersions({ id, organizationId, kind }: RosterImport): Promise<void> {
    await this.sql.query(
      `roster_versions_${kind}`,
      `UPDATE roster_rows r SET target_version = t.version FROM (${ROSTER_STATES[kind]}) t
       WHERE t.id = r.target_id AND ${WRITES}`,
      [id, organizationId],
    );
    if (kind !== 'enrolments') return;
    await this.sql.query(
      'roster_versions_left',
      `UPDATE roster_rows r SET former_version = t.version FROM (${enrolments}) t
       WHERE r.import_id = $1 AND r.outcome = 'moved' AND t.id = (r.before->>'enrolment_id')::uuid`,
      [id, organizationId],
    );
  }

  /** Applied after this one, of its kind. */
  async laterThan({ id, organizationId, kind }: RosterImport): Promise<string[]> {
    const rows = await this.sql.query<{ id: string }>(
      'roster_imports_later',
      `SELECT i.id FROM roster_imports i JOIN roster_imports o ON o.id = $1
       WHERE i.organization_id = $2 AND i.kind = $3 AND i.state = 'applied' AND i.id <> o.id
         AND i.applied_at >= o.applied_at`,
      [id, organizationId, kind],
    );
    return rows.map((row) => row.id);
  }

  /** Marks what is taken back, and says of the rest why it is not: before anything is, since what is written is another version. */
  async choose({ id, organizationId, kind }: RosterImport, later: readonly string[]): Promise<void> {
    await this.sql.query(
      `roster_undo_chosen_${kind}`,
      `WITH judged AS (
         SELECT r.id,
           CASE WHEN t.version IS DISTINCT FROM r.target_version OR f.version <> r.former_version
                  THEN 'changed_since'
                WHEN ${IS_NAMED_SINCE} THEN 'named_since'
                WHEN (r.outcome = 'added' OR (r.before->>'status' <> 'active' AND r.after->>'status' = 'active'))
                  AND ${IS_USED[kind]} THEN 'is_used'
                ELSE ${IMPOSSIBLE[kind]}
           END AS verdict
         FROM roster_rows r
         LEFT JOIN (${ROSTER_STATES[kind]}) t ON t.id = r.target_id
         LEFT JOIN (${enrolments}) f ON r.outcome = 'moved' AND f.id = (r.before->>'enrolment_id')::uuid
         WHERE ${WRITES})
       UPDATE roster_rows r SET is_undone = j.verdict IS NULL, reason = coalesce(j.verdict, r.reason)
       FROM judged j WHERE j.id = r.id`,
      [id, organizationId, later],
    );
  }

  /** Rows that are taken back, in batches. @param ending those that it ends, or the others */
  async *chosen(importId: string, ending: boolean): AsyncGenerator<WrittenRow[], void, undefined> {
    let after = 0;
    for (;;) {
      const rows = await this.sql.query<WrittenRow>(
        'roster_undo_chosen',
        `SELECT ${WRITTEN} FROM roster_rows
         WHERE import_id = $1 AND number > $2 AND is_undone AND (outcome IN ('added', 'moved')) = $3
         ORDER BY number LIMIT ${AT_ONCE}`,
        [importId, after, ending],
      );
      if (rows.length > 0) yield rows;
      if (rows.length < AT_ONCE) return;
      after = rows.at(-1)?.number ?? after;
    }
  }

  /**
   * After an undo: where rows are taken back, or wrote nothing, what earlier imports said is a source again;
   * of what a later whole file dropped, once that is undone, too.
   */
  async restoreSources({ id, organizationId, kind }: RosterImport, later: readonly string[]): Promise<void> {
    await this.sql.query(
      'roster_sources_restore',
      `WITH back AS (
         SELECT r.source_key, r.former FROM roster_rows r
         LEFT JOIN roster_sources s
           ON s.organization_id = $2 AND s.kind = $4::varchar AND s.source_key = r.source_key
         WHERE r.import_id = $1 AND r.source_key IS NOT NULL AND r.outcome <> 'rejected'
           AND (r.is_undone OR r.is_waiting OR r.outcome = 'unchanged')
           AND (s.id IS NULL OR s.import_id = $1)
           AND NOT (r.is_waiting AND s.target_id IS NOT NULL)
           AND NOT EXISTS (SELECT FROM roster_rows q
             WHERE q.import_id = ANY($3::uuid[]) AND q.source_key = r.source_key AND q.outcome <> 'rejected')),
       passed AS (
         UPDATE roster_rows q SET former = r.former FROM roster_rows r
         WHERE r.import_id = $1 AND r.outcome <> 'rejected' AND (r.is_undone OR r.is_waiting OR r.outcome = 'unchanged')
           AND q.import_id = ANY($3::uuid[]) AND q.source_key = r.source_key AND q.line IS NULL
           AND (q.former->>'import_id')::uuid = $1),
       gone AS (
         DELETE FROM roster_sources s USING back
         WHERE back.former IS NULL AND s.organization_id = $2 AND s.kind = $4::varchar AND s.source_key = back.source_key)
       INSERT INTO roster_sources (organization_id, kind, source_key, target_id, email, values, import_id)
       SELECT $2, $4::varchar, source_key, (former->>'target_id')::uuid, former->>'email', former->'values',
         (SELECT i.id FROM roster_imports i WHERE i.id = (former->>'import_id')::uuid)
       FROM back WHERE former IS NOT NULL
       ON CONFLICT ON CONSTRAINT roster_sources_key DO UPDATE
       SET target_id = excluded.target_id, email = excluded.email, values = excluded.values, import_id = excluded.import_id`,
      [id, organizationId, later, kind],
    );
  }
}
