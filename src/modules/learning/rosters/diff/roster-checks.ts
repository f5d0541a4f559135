import { buffer } from 'node:stream/consumers';
import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../../infra/database/transactions.js';
import { reportProgress } from '../../../../infra/telemetry/work-progress.js';
import { OrganizationsApi } from '../../../people/organizations/organizations.api.js';
import { UsersApi } from '../../../people/users/users.api.js';
import { CoursesRosterApi } from '../../courses/courses.api.js';
import { RefusedFile } from '../file/refused-file.js';
import { type FileRow, RosterFile } from '../file/roster-file.js';
import { decoded, encodingOf } from '../file/roster-text.js';
import { sourceKeyOf } from '../file/source-key.js';
import { Archive } from '../oneroster/archive.js';
import { OneRosterFile } from '../oneroster/oneroster-file.js';
import type { RosterImport } from '../imports/roster-import.entity.js';
import { RosterImportsRepository } from '../imports/roster-imports.repository.js';
import { RosterProgress } from '../imports/roster-progress.js';
import { type ImportState, removesTooMuch } from '../roster-kinds.js';
import { RosterRowsRepository } from './roster-rows.repository.js';

const AT_ONCE = 1000;

/** About how much of a dry run is done when the file is read, and when its rows are compared, in percent. */
const READ = 50;
const COMPARED = 90;

/** Columns whose address names a person. */
const ADDRESSES = ['email', 'student', 'facilitator'] as const;

/** A file, whatever it is written in. */
type Readable = Pick<RosterFile, 'rows' | 'ignoredColumns'>;

/** The dry run of an import: reads its file into rows, and says what each would do. */
@Injectable()
export class RosterChecks {
  constructor(
    private readonly imports: RosterImportsRepository,
    private readonly progress: RosterProgress,
    private readonly rows: RosterRowsRepository,
    private readonly courses: CoursesRosterApi,
    private readonly users: UsersApi,
    private readonly organizations: OrganizationsApi,
    private readonly transactions: Transactions,
  ) {}

  /** In one transaction, so that it is done whole or not at all; idempotent. */
  check(importId: string): Promise<void> {
    return this.transactions.run(async () => {
      const found = await this.imports.lock(importId);
      if (found?.state !== 'checking') return;
      await this.rows.takeTime();
      await this.rows.clear(importId);
      // Before anything is looked at: what changes in between makes the dry run stale.
      const mark = await this.courses.markOf(found.organizationId);
      const fault = await this.refusalOf(() => this.compare(found, mark));
      if (fault) {
        await this.rows.clear(importId);
        const { reason, place } = fault;
        await this.imports.finish(importId, {
          ...{ state: 'refused', counts: {} },
          fault: { reason, line: place.line ?? null, column: place.column ?? null },
        });
      }
      await this.imports.measureRows(importId);
    });
  }

  private async refusalOf(work: () => Promise<void>): Promise<RefusedFile | null> {
    try {
      await work();
      return null;
    } catch (error) {
      if (error instanceof RefusedFile) return error;
      throw error;
    }
  }

  private async compare(found: RosterImport, mark: string): Promise<void> {
    const { id, organizationId, kind } = found;
    const file = await this.open(found);
    const total = await this.stage(found, file);
    this.progress.note(id, READ);
    await this.rows.compare(found, total);
    this.progress.note(id, COMPARED);
    const counts = await this.rows.countsOf(id);
    const known = await this.rows.knownOf(organizationId, kind);
    const state: ImportState = removesTooMuch(found, counts.removed ?? 0, known) ? 'blocked' : 'ready';
    await this.imports.finish(id, { state, counts, mark, fault: null, ignoredColumns: [...file.ignoredColumns] });
  }

  /** @throws RefusedFile */
  private async open(found: RosterImport): Promise<Readable> {
    const { id, encoding } = found;
    if (found.format === 'oneroster')
      return new OneRosterFile(found, await Archive.open(await buffer(this.imports.partsOf(id))));
    const label = encoding === 'auto' ? await encodingOf(this.imports.partsOf(id)) : encoding;
    return new RosterFile(found, decoded(this.read(id), label));
  }

  /** The parts of the file, as far as they are read. */
  private async *read(id: string): AsyncGenerator<Buffer, void, undefined> {
    const { bytes } = await this.imports.sizeOf(id);
    let read = 0;
    for await (const part of this.imports.partsOf(id)) {
      yield part;
      read += part.length;
      this.progress.note(id, (READ * read) / bytes);
    }
  }

  /** @returns how many rows the file has @throws RefusedFile */
  private async stage(found: RosterImport, file: Readable): Promise<number> {
    let batch: FileRow[] = [];
    let total = 0;
    const put = async () => {
      await this.put(found, batch, total);
      total += batch.length;
      reportProgress({ work: 'rosters.check', done: total, failed: 0, total: null });
      batch = [];
    };
    for await (const row of file.rows()) {
      batch.push(row);
      if (batch.length === AT_ONCE) await put();
    }
    if (batch.length > 0) await put();
    return total;
  }

  private async put(found: RosterImport, batch: readonly FileRow[], before: number): Promise<void> {
    const memberOf = await this.membersIn(found.organizationId, batch);
    await this.rows.stage(
      found.id,
      batch.map(({ line, values, fault }, n) => ({
        ...{ number: before + n + 1, line, fault },
        values: saidBy(values),
        sourceKey: sourceKeyOf(found.kind, found.matchBy, values),
        userId: memberOf(values),
      })),
    );
  }

  /** Members by their verified addresses, as rows name them. */
  private async membersIn(
    organizationId: string,
    batch: readonly FileRow[],
  ): Promise<(values: FileRow['values']) => string | null> {
    const addressIn = (values: FileRow['values']) =>
      ADDRESSES.map((name) => values[name]).find((value) => typeof value === 'string' && value.includes('@'));
    const emails = batch.flatMap(({ values }) => String(addressIn(values) ?? '').toLowerCase() || []);
    if (emails.length === 0) return () => null;
    const people = await this.users.findVerifiedByEmails([...new Set(emails)]);
    const ids = [...people.values()].map(({ id }) => id);
    const members = new Set(ids.length === 0 ? [] : await this.organizations.membersAmong(organizationId, ids));
    return (values) => {
      const id = people.get(String(addressIn(values) ?? '').toLowerCase())?.id;
      return id !== undefined && members.has(id) ? id : null;
    };
  }
}

/** What a row says: an empty external id is none. */
function saidBy(values: FileRow['values']): FileRow['values'] {
  const { external_id: externalId, ...others } = values;
  return externalId ? { ...others, external_id: externalId } : others;
}
