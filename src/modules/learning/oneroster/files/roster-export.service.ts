import { once } from 'node:events';
import { PassThrough, Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import yazl from 'yazl';
import { CodedError } from '../../../../kernel/coded-error.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { AuditLog } from '../../../../infra/audit/audit-log.js';
import { FILE_DOWNLOAD } from '../../../../infra/audit/audited-actions.js';
import { AppConfig } from '../../../../infra/config/config.js';
import { Sql } from '../../../../infra/database/sql.js';
import { Transactions } from '../../../../infra/database/transactions.js';
import { CoursesApi } from '../../courses/courses.api.js';
import type { RecordRow } from '../protocol/record-kind.js';
import { wholeStatement } from '../protocol/record-statement.js';
import { ONEROSTER_EXPORT_RUNNING } from '../oneroster.errors.js';
import { exactLines, manifestLines, ROSTER_TABLES, type RosterTable } from './roster-tables.js';

const ROWS_AT_ONCE = 1000;

/**
 * The roster of an organization as files, all of one moment: one transaction reads them (REPEATABLE READ) with a cursor for
 * each, so that nobody is missing because somebody else changed meanwhile. The archive is kept as it is packed, and sent
 * afterwards, so that no slow reader holds a connection. An organization has one written at a time.
 */
@Injectable()
export class RosterExport {
  constructor(
    private readonly courses: CoursesApi,
    private readonly config: AppConfig,
    private readonly sql: Sql,
    private readonly transactions: Transactions,
    private readonly audit: AuditLog,
  ) {}

  /** @throws CodedError not_found, forbidden, oneroster_export_running */
  async open(actor: Actor, organizationId: string): Promise<Readable> {
    await this.courses.assertManages(actor, organizationId);
    const chunks = await this.transactions.run(async () => {
      await this.sql.query('', 'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
      const [lock] = await this.sql.query<{ taken: boolean }>(
        '',
        `SELECT pg_try_advisory_xact_lock(hashtextextended('oneroster-export:' || $1, 0)) AS taken`,
        [organizationId],
      );
      if (!lock?.taken) throw new CodedError(ONEROSTER_EXPORT_RUNNING);
      return this.pack(organizationId);
    });
    await this.audit.add(FILE_DOWNLOAD, { userId: actor.userId, organizationId, metadata: { file: 'oneroster' } });
    return Readable.from(chunks);
  }

  private async pack(organizationId: string): Promise<Buffer[]> {
    const archive = new yazl.ZipFile();
    const parts: Buffer[] = [];
    archive.outputStream.on('data', (part: Buffer) => parts.push(part));
    archive.addBuffer(Buffer.from(exactLines(manifestLines(new URL(this.config.publicUrl).host))), 'manifest.csv');
    await this.write(archive, organizationId);
    await finished(archive.outputStream);
    return parts;
  }

  private async write(archive: yazl.ZipFile, organizationId: string): Promise<void> {
    for (const table of ROSTER_TABLES) {
      const lines = new PassThrough();
      archive.addReadStream(lines, `${table.name}.csv`);
      for await (const text of this.textOf(table, organizationId)) if (!lines.write(text)) await once(lines, 'drain');
      lines.end();
    }
    archive.end();
  }

  private async *textOf(table: RosterTable, organizationId: string): AsyncGenerator<string, void, undefined> {
    yield exactLines([table.columns]);
    const { text, values } = wholeStatement(table.kind, organizationId);
    await this.sql.query('', `DECLARE roster NO SCROLL CURSOR FOR ${text}`, values);
    for (let isMore = true; isMore;) {
      const rows = await this.sql.query<RecordRow>('', `FETCH ${ROWS_AT_ONCE} FROM roster`);
      if (rows.length > 0) yield exactLines(rows.flatMap((row) => table.linesOf(row)));
      isMore = rows.length === ROWS_AT_ONCE;
    }
    await this.sql.query('', 'CLOSE roster');
  }
}
