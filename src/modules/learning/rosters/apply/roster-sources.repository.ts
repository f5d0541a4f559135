import { Injectable } from '@nestjs/common';
import { Sql } from '../../../../infra/database/sql.js';
import { ROSTER_STATES, type RosteredProfile, todayAt } from '../../courses/courses.api.js';
import type { RosterImport } from '../imports/roster-import.entity.js';
import type { RosterValues } from '../imports/roster-row.entity.js';
import { overAllRows } from '../over-all-rows.js';
import type { RosterKind } from '../roster-kinds.js';

/** A row of a roster whose person is no member yet. */
export interface WaitingSource {
  readonly id: string;
  readonly kind: RosterKind;
  readonly values: RosterValues;
}

/** SQL: whether a row `r` says that somebody is waited for no more. */
const IS_UNASKED = `(r.is_waiting AND r.values->>'status' IS NOT DISTINCT FROM 'archived')`;

/** SQL: whether a row `r` is a source. */
const IS_SOURCE = `(r.line IS NOT NULL AND r.source_key IS NOT NULL AND r.outcome <> 'rejected'
  AND NOT ${IS_UNASKED} AND (r.target_id IS NOT NULL OR r.is_waiting))`;

/** SQL: the address for which a row `r` waits. */
const WAITS_AS = `(CASE WHEN r.is_waiting THEN r.values->>'email' END)::citext`;

/** SQL: what is left of a row. It writes nothing, and is no source. */
const FORGOTTEN = `values = '{}', before = NULL, after = NULL, user_id = NULL, source_key = NULL,
  outcome = 'rejected', fault_column = NULL, reason = 'forgotten', is_waiting = false, is_taking = false,
  former = NULL`;

/** SQL: whether what a row or source says names a person by their external id `$2` or number `$3`. */
const isNamed = (values: string, kind: RosteredProfile['kind']) =>
  `(${values}->>'${kind}' = $2 OR lower(${values}->>'${kind}') = lower($3))`;

/** What rosters brought. */
@Injectable()
export class RosterSourcesRepository {
  constructor(private readonly sql: Sql) {}

  /**
   * After an import: its rows are the sources now, and those that a whole file does not name or that wait no more are none.
   * Rows keep what there was, for an undo.
   */
  async replace(found: RosterImport): Promise<void> {
    await overAllRows(this.sql, () => this.replaceAll(found));
  }

  private async replaceAll({ id, organizationId, kind }: RosterImport): Promise<void> {
    await this.sql.query(
      'roster_sources_keep',
      `UPDATE roster_rows r
       SET former = jsonb_build_object(
         'target_id', s.target_id, 'email', s.email, 'values', s.values, 'import_id', s.import_id)
       FROM roster_sources s
       WHERE r.import_id = $1 AND s.organization_id = $2 AND s.kind = $3::varchar AND s.source_key = r.source_key
         AND (r.line IS NULL OR ${IS_UNASKED}
              OR (${IS_SOURCE} AND (s.target_id, s.email, s.values) IS DISTINCT FROM
                (r.target_id, ${WAITS_AS}, r.values)))`,
      [id, organizationId, kind],
    );
    await this.sql.query(
      'roster_sources_drop',
      `DELETE FROM roster_sources s USING roster_rows r
       WHERE r.import_id = $1 AND (r.line IS NULL OR ${IS_UNASKED}) AND s.organization_id = $2 AND s.kind = $3::varchar
         AND s.source_key = r.source_key`,
      [id, organizationId, kind],
    );
    await this.sql.query(
      'roster_sources_replace',
      `INSERT INTO roster_sources (organization_id, kind, source_key, target_id, email, values, import_id)
       SELECT $2, $3::varchar, r.source_key, r.target_id, ${WAITS_AS}, r.values, $1
       FROM roster_rows r WHERE r.import_id = $1 AND ${IS_SOURCE}
         AND NOT EXISTS (
           SELECT FROM roster_sources s
           WHERE s.organization_id = $2 AND s.kind = $3::varchar AND s.source_key = r.source_key
             AND (s.target_id, s.email, s.values) IS NOT DISTINCT FROM (r.target_id, ${WAITS_AS}, r.values))
       ON CONFLICT ON CONSTRAINT roster_sources_key DO UPDATE
       SET target_id = excluded.target_id, email = excluded.email, values = excluded.values, import_id = excluded.import_id`,
      [id, organizationId, kind],
    );
  }

  /** Rows of people with this address who were no members. */
  waitingFor(organizationId: string, email: string): Promise<WaitingSource[]> {
    return this.sql.query<WaitingSource>(
      'roster_sources_waiting_for',
      `SELECT id, kind, values FROM roster_sources
       WHERE organization_id = $1 AND email = $2::citext AND target_id IS NULL AND kind <> 'enrolments' LIMIT 10`,
      [organizationId, email],
    );
  }

  /** Rows of enrolments that wait for a student, who has these names in files. */
  waitingEnrolments(organizationId: string, names: readonly string[]): Promise<WaitingSource[]> {
    return this.sql.query<WaitingSource>(
      'roster_sources_waiting_enrolments',
      `SELECT id, kind, values FROM roster_sources
       WHERE organization_id = $1 AND kind = 'enrolments' AND target_id IS NULL
         AND lower(values->>'student') = ANY($2::text[]) LIMIT 1000`,
      [organizationId, names],
    );
  }

  /** Rows that wait, after the source `after`: the address or name of whom, or the person where that is known by now. */
  waiting(
    organizationId: string,
    after: string,
  ): Promise<Array<{ readonly id: string; readonly name: string; readonly userId: string | null }>> {
    return this.sql.query(
      'roster_sources_waiting',
      `SELECT w.id, lower(coalesce(w.email::text, w.values->>'student', '')) AS name,
         coalesce(x.user_id, n.user_id) AS "userId"
       FROM roster_sources w
       LEFT JOIN (${ROSTER_STATES.students}) x
         ON w.kind = 'enrolments' AND x.is_active AND x.external_id = w.values->>'student'
       LEFT JOIN (${ROSTER_STATES.students}) n
         ON w.kind = 'enrolments' AND n.is_active AND n.number = (w.values->>'student')::citext
       WHERE w.organization_id = $2 AND w.target_id IS NULL AND w.id > $1::uuid
       ORDER BY w.id LIMIT 1000`,
      [after, organizationId],
    );
  }

  async arrived(id: string, targetId: string): Promise<void> {
    await this.sql.query(
      'roster_source_arrived',
      'UPDATE roster_sources SET target_id = $2, email = NULL WHERE id = $1',
      [id, targetId],
    );
  }

  /** The profile of a person, as rosters see it. */
  async profileOf(
    kind: 'students' | 'facilitators',
    organizationId: string,
    userId: string,
  ): Promise<{ readonly id: string; readonly state: RosterValues } | null> {
    const [row] = await this.sql.query<{ id: string; state: RosterValues }>(
      `roster_profile_${kind}`,
      `SELECT t.id, t.state FROM (${ROSTER_STATES[kind]}) t WHERE t.user_id = $1`,
      [userId, organizationId],
    );
    return row ?? null;
  }

  /** An offering in use by what files call it. */
  async offeringNamed(
    organizationId: string,
    name: string,
  ): Promise<{ readonly id: string; readonly startDate: string } | null> {
    const [row] = await this.sql.query<{ id: string; startDate: string }>(
      'roster_offering_named',
      `SELECT o.id, greatest(o.start_date, ${todayAt('$2')})::text AS "startDate"
       FROM (${ROSTER_STATES.offerings}) o
       WHERE o.is_active AND (o.external_id = $1 OR o.id::text = lower($1)) LIMIT 1`,
      [name, organizationId],
    );
    return row ?? null;
  }

  /** Of a person who leaves: what rows about them say, the files of these, and what they were called in organizations. */
  async forget(userId: string, email: string | null, profiles: readonly RosteredProfile[]): Promise<void> {
    const ids = profiles.flatMap((profile) => profile.ids);
    await this.sql.query(
      'roster_forget_rows',
      `WITH forgotten AS (
         UPDATE roster_rows r SET ${FORGOTTEN}
         WHERE user_id = $1 OR target_id = ANY($3::uuid[])
           OR lower(coalesce(values->>'email', values->>'student', values->>'facilitator')) = lower($2)
           OR (lower(coalesce(before->>'email', former#>>'{values,email}', former#>>'{values,student}',
                 former#>>'{values,facilitator}')) = lower($2) AND (former IS NOT NULL OR before ? 'email'))
           OR (after->>'student_id' = ANY($3::text[]) AND after ? 'student_id')
           OR (before->>'student_id' = ANY($3::text[]) AND outcome = 'moved')
         RETURNING import_id)
       DELETE FROM roster_parts p USING forgotten WHERE p.import_id = forgotten.import_id`,
      [userId, email, ids],
    );
    await this.sql.query(
      'roster_forget_sources',
      `WITH own AS (
         DELETE FROM roster_sources s
         WHERE s.kind IN ('students', 'facilitators')
           AND (s.target_id = ANY($2::uuid[]) OR lower(s.values->>'email') = lower($1))
         RETURNING s.organization_id, s.values)
       DELETE FROM roster_sources s USING own
       WHERE s.kind = 'enrolments' AND s.organization_id = own.organization_id
         AND lower(s.values->>'student') IN (
           lower(own.values->>'email'), lower(own.values->>'external_id'), lower(own.values->>'student_number'))`,
      [email, ids],
    );
    await this.sql.query(
      'roster_forget_enrolments',
      `DELETE FROM roster_sources
       WHERE kind = 'enrolments' AND (target_id = ANY($2::uuid[]) OR lower(values->>'student') = lower($1))`,
      [email, ids],
    );
    await this.sql.query(
      'roster_forget_offered',
      `UPDATE roster_sources SET values = values - 'facilitator' WHERE lower(values->>'facilitator') = lower($1)`,
      [email],
    );
    for (const profile of profiles) await this.forgetNames(profile);
  }

  /** Where files name somebody by a number or an external id, and nothing shows that it is of somebody else. */
  private async forgetNames({ organizationId, kind, externalId, number, ids }: RosteredProfile): Promise<void> {
    const names = [organizationId, externalId, number];
    await this.sql.query(
      `roster_forget_rows_of_${kind}`,
      `WITH forgotten AS (
         UPDATE roster_rows r SET ${FORGOTTEN} FROM roster_imports i
         WHERE i.organization_id = $1 AND r.import_id = i.id AND ${isNamed('r.values', kind)}
           AND coalesce(r.after->>'student_id', r.before->>'student_id') IS NULL
         RETURNING r.import_id)
       DELETE FROM roster_parts p USING forgotten WHERE p.import_id = forgotten.import_id`,
      names,
    );
    // What a row replaced, which an undo puts back; the row itself may be of somebody else.
    if (kind === 'student')
      await this.sql.query(
        'roster_forget_former_students',
        `UPDATE roster_rows r SET former = NULL FROM roster_imports i
         WHERE i.organization_id = $1 AND i.kind = 'enrolments' AND r.import_id = i.id
           AND ${isNamed("(r.former->'values')", kind)}
           AND coalesce((r.former->>'target_id')::uuid = ANY($4::uuid[]), true)`,
        [...names, ids],
      );
    else
      await this.sql.query(
        'roster_forget_former_facilitators',
        `UPDATE roster_rows r SET former = r.former #- '{values,facilitator}' FROM roster_imports i
         WHERE i.organization_id = $1 AND i.kind = 'offerings' AND r.import_id = i.id
           AND ${isNamed("(r.former->'values')", kind)}`,
        names,
      );
    await this.sql.query(
      `roster_forget_sources_of_${kind}`,
      kind === 'student'
        ? `DELETE FROM roster_sources s
           WHERE s.organization_id = $1 AND s.kind = 'enrolments' AND s.target_id IS NULL AND ${isNamed('s.values', kind)}`
        : `UPDATE roster_sources s SET values = s.values - 'facilitator'
           WHERE s.organization_id = $1 AND s.kind = 'offerings' AND ${isNamed('s.values', kind)}`,
      names,
    );
  }
}
