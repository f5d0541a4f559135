import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Not, Repository } from 'typeorm';
import { paginate } from '../../../../infra/database/paginate.js';
import { Sql } from '../../../../infra/database/sql.js';
import type { Page } from '../../../../kernel/page.js';
import type { ImportState } from '../roster-kinds.js';
import { DEFAULT_IMPORT_SORT, type RosterImportQueryDto, type RosterRowQueryDto } from './roster-import.dto.js';
import { RosterImport } from './roster-import.entity.js';
import { RosterPart } from './roster-part.entity.js';
import { RosterRow } from './roster-row.entity.js';

/** Imports with their parts and rows. */
@Injectable()
export class RosterImportsRepository {
  constructor(
    @InjectRepository(RosterImport) private readonly imports: Repository<RosterImport>,
    @InjectRepository(RosterRow) private readonly rows: Repository<RosterRow>,
    @InjectRepository(RosterPart) private readonly parts: Repository<RosterPart>,
    private readonly sql: Sql,
  ) {}

  insert(values: Partial<RosterImport>): Promise<RosterImport> {
    return this.imports.save(this.imports.create(values));
  }

  /** How many of an organization are neither applied nor undone; whoever asks next waits until the transaction ends. */
  async countOpen(organizationId: string): Promise<number> {
    await this.sql.query(
      'roster_imports_hold',
      `SELECT pg_advisory_xact_lock(hashtextextended('roster-imports:' || $1, 0))`,
      [organizationId],
    );
    return this.imports.countBy({ organizationId, state: Not(In(['applied', 'undone'])), isExpired: false });
  }

  /** Null also for one whose time is over. */
  findById(id: string): Promise<RosterImport | null> {
    return this.imports.findOneBy({ id, isExpired: false });
  }

  lock(id: string): Promise<RosterImport | null> {
    return this.imports.findOne({ where: { id, isExpired: false }, lock: { mode: 'for_no_key_update' } });
  }

  /** @throws QueryFailedError for a second import that runs in the organization (roster_running) */
  async change(id: string, change: Partial<Omit<RosterImport, 'fault' | 'counts'>>): Promise<void> {
    await this.imports.update({ id }, change);
  }

  /** What a dry run, or an application, found. */
  async finish(id: string, change: Partial<RosterImport>): Promise<void> {
    await this.imports.save({ ...change, id });
  }

  /** Where it still is what the job began with: another delivery of it may have done it. */
  async fail(
    id: string,
    { from, to }: { readonly from: readonly ImportState[]; readonly to: ImportState },
    reason: string,
  ): Promise<void> {
    const fault = { reason, line: null, column: null };
    await this.imports.update({ id, state: In(from) }, { state: to, fault });
  }

  /**
   * Ends dry runs of an organization that have begun long ago and nobody works on, which would keep it from others: their
   * job was given up. A worker holds the row of the one that it works on.
   */
  async failAbandonedChecks(organizationId: string): Promise<void> {
    await this.sql.query(
      'roster_imports_abandoned',
      `UPDATE roster_imports SET state = 'failed', fault = '{"reason": "internal", "line": null, "column": null}',
         version = version + 1, updated_at = now()
       WHERE id IN (
         SELECT id FROM roster_imports
         WHERE organization_id = $1 AND state = 'checking' AND updated_at < now() - interval '1 hour'
         FOR NO KEY UPDATE SKIP LOCKED)`,
      [organizationId],
    );
  }

  async delete(id: string): Promise<void> {
    await this.imports.delete({ id });
  }

  list(organizationId: string, { kind, state, ...query }: RosterImportQueryDto): Promise<Page<RosterImport>> {
    const list = this.imports.createQueryBuilder('import').where({ organizationId, isExpired: false });
    if (kind !== undefined) list.andWhere('import.kind = :kind', { kind });
    if (state !== undefined) list.andWhere('import.state = :state', { state });
    return paginate(list, query, DEFAULT_IMPORT_SORT);
  }

  listRows(importId: string, { outcome, ...query }: RosterRowQueryDto): Promise<Page<RosterRow>> {
    const list = this.rows.createQueryBuilder('row').where({ importId });
    if (outcome !== undefined) list.andWhere('row.outcome = :outcome', { outcome });
    else list.andWhere('row.outcome IS NOT NULL');
    return paginate(list, query, 'number');
  }

  async putPart(importId: string, number: number, content: Buffer): Promise<void> {
    await this.parts.upsert({ importId, number, content }, ['importId', 'number']);
  }

  /** Bytes of all parts, and whether none is missing between the first and the last. */
  async sizeOf(importId: string): Promise<{ readonly bytes: number; readonly isWhole: boolean }> {
    const [row] = await this.sql.query<{ bytes: number; isWhole: boolean }>(
      'roster_parts_size',
      `SELECT coalesce(sum(length(content)), 0)::int AS bytes,
              count(*) > 0 AND min(number) = 1 AND max(number) = count(*) AS "isWhole"
       FROM roster_parts WHERE import_id = $1`,
      [importId],
    );
    return row ?? { bytes: 0, isWhole: false };
  }

  /** One after the other, so that only one is in memory. */
  async *partsOf(importId: string): AsyncGenerator<Buffer, void, undefined> {
    for (let number = 1; ; number += 1) {
      const part = await this.parts.findOneBy({ importId, number });
      if (!part) return;
      yield part.content;
    }
  }

  async deleteParts(importId: string): Promise<void> {
    await this.parts.delete({ importId });
  }

  /** Keeps how much room its rows take, for the figure of the organization. */
  async measureRows(id: string): Promise<void> {
    await this.sql.query(
      'roster_rows_measure',
      `UPDATE roster_imports SET row_bytes =
         (SELECT coalesce(sum(pg_column_size(r.*)), 0) FROM roster_rows r WHERE r.import_id = $1)
       WHERE id = $1`,
      [id],
    );
  }
}
