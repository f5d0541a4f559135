import { Injectable } from '@nestjs/common';
import { Sql } from '../../../../infra/database/sql.js';
import type { LineItemPayload, ResultPayload } from './gradebook-payload.js';

interface Place {
  readonly organizationId: string;
  readonly sourcedId: string;
}

/** What is graded, and grades. Deleted ones stay until they are put again, results without what they said. */
@Injectable()
export class GradebookRepository {
  constructor(private readonly sql: Sql) {}

  /** @returns whether it is new */
  async putLineItem({ organizationId, sourcedId }: Place, item: LineItemPayload): Promise<boolean> {
    const [row] = await this.sql.query<{ isNew: boolean }>(
      'oneroster_line_item_put',
      `INSERT INTO oneroster_line_items AS l (organization_id, sourced_id, offering_id, title, description, assign_date,
         due_date, result_value_min, result_value_max)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT ON CONSTRAINT oneroster_line_items_key DO UPDATE SET offering_id = excluded.offering_id,
         title = excluded.title, description = excluded.description, assign_date = excluded.assign_date,
         due_date = excluded.due_date, result_value_min = excluded.result_value_min,
         result_value_max = excluded.result_value_max, is_deleted = false, updated_at = now()
       RETURNING xmax = 0 AS "isNew"`,
      [
        ...[organizationId, sourcedId, item.classId, item.title, item.description, item.assignDate, item.dueDate],
        ...[item.resultValueMin, item.resultValueMax],
      ],
    );
    return row?.isNew ?? false;
  }

  /**
   * Locks a line item. @returns whether there are results by which it has to stay in its class
   */
  async isGradedElsewhere({ organizationId, sourcedId }: Place, offeringId: string): Promise<boolean> {
    const [item] = await this.sql.query<{ id: string; offeringId: string }>(
      'oneroster_line_item_lock',
      `SELECT id, offering_id AS "offeringId" FROM oneroster_line_items
       WHERE organization_id = $1 AND sourced_id = $2 FOR NO KEY UPDATE`,
      [organizationId, sourcedId],
    );
    if (!item || item.offeringId === offeringId) return false;
    const graded = await this.sql.query(
      'oneroster_line_item_graded',
      'SELECT FROM oneroster_results WHERE line_item_id = $1 AND NOT is_deleted LIMIT 1',
      [item.id],
    );
    return graded.length > 0;
  }

  /** A line item that is not deleted, and is not until the transaction ends. */
  async lockLineItem({ organizationId, sourcedId }: Place): Promise<{ id: string; offeringId: string } | null> {
    const [row] = await this.sql.query<{ id: string; offeringId: string }>(
      'oneroster_line_item_find',
      `SELECT id, offering_id AS "offeringId" FROM oneroster_line_items
       WHERE organization_id = $1 AND sourced_id = $2 AND NOT is_deleted FOR SHARE`,
      [organizationId, sourcedId],
    );
    return row ?? null;
  }

  /** @returns whether it is new */
  async putResult(
    { organizationId, sourcedId }: Place,
    result: ResultPayload,
    { lineItemId, studentId }: { readonly lineItemId: string; readonly studentId: string },
  ): Promise<boolean> {
    const [row] = await this.sql.query<{ isNew: boolean }>(
      'oneroster_result_put',
      `INSERT INTO oneroster_results AS g (organization_id, sourced_id, line_item_id, student_id, score_status, score,
         text_score, score_date, comment)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT ON CONSTRAINT oneroster_results_key DO UPDATE SET line_item_id = excluded.line_item_id,
         student_id = excluded.student_id, score_status = excluded.score_status, score = excluded.score,
         text_score = excluded.text_score, score_date = excluded.score_date, comment = excluded.comment,
         is_deleted = false, updated_at = now()
       RETURNING xmax = 0 AS "isNew"`,
      [
        ...[organizationId, sourcedId, lineItemId, studentId, result.scoreStatus, result.score, result.textScore],
        ...[result.scoreDate, result.comment],
      ],
    );
    return row?.isNew ?? false;
  }

  /**
   * With its results, in a second statement, which also sees those for which the first one waited.
   * @returns false when there was none
   */
  async deleteLineItem({ organizationId, sourcedId }: Place): Promise<boolean> {
    const [item] = await this.sql.query<{ id: string }>(
      'oneroster_line_item_delete',
      `UPDATE oneroster_line_items SET description = NULL, is_deleted = true, updated_at = now()
       WHERE organization_id = $1 AND sourced_id = $2 AND NOT is_deleted RETURNING id`,
      [organizationId, sourcedId],
    );
    if (!item) return false;
    await this.sql.query(
      'oneroster_line_item_results_delete',
      `UPDATE oneroster_results SET ${FORGOTTEN} WHERE line_item_id = $1 AND NOT is_deleted`,
      [item.id],
    );
    return true;
  }

  /** @returns false when there was none */
  async deleteResult({ organizationId, sourcedId }: Place): Promise<boolean> {
    const rows = await this.sql.query<{ id: string }>(
      'oneroster_result_delete',
      `UPDATE oneroster_results SET ${FORGOTTEN}
       WHERE organization_id = $1 AND sourced_id = $2 AND NOT is_deleted RETURNING id`,
      [organizationId, sourcedId],
    );
    return rows.length > 0;
  }

  async forgetStudents(studentIds: readonly string[]): Promise<void> {
    await this.sql.query(
      'oneroster_results_forget',
      `UPDATE oneroster_results SET ${FORGOTTEN} WHERE student_id = ANY($1::uuid[])`,
      [studentIds],
    );
  }
}

const FORGOTTEN = `score = NULL, text_score = NULL, comment = NULL, is_deleted = true, updated_at = now()`;
