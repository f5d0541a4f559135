import { Readable } from 'node:stream';
import { Injectable, StreamableFile } from '@nestjs/common';
import { CodedError } from '../../../kernel/coded-error.js';
import { SERVICE_UNAVAILABLE } from '../../../kernel/common-errors.js';
import type { Page } from '../../../kernel/page.js';
import { AuditLog } from '../../audit/audit-log.js';
import { FILE_DOWNLOAD } from '../../audit/audited-actions.js';
import { ActorSource, type Pass } from '../../access/access-token.js';
import { TOKEN_INVALID } from '../../access/access.errors.js';
import type { Actor } from '../../access/actor.js';
import { Lifecycle } from '../../health/lifecycle.js';
import { Logger } from '../../telemetry/logger.js';
import { BYTE_ORDER_MARK, type CsvColumn, csvLines } from './csv.js';
import { TOO_MANY_DOWNLOADS } from './csv.errors.js';

/** As many as the biggest page of a list has. */
export const ROWS_AT_ONCE = 100;

const AT_ONCE = 3;

export interface CsvFile<Item> {
  /** Without its extension. */
  readonly name: string;
  readonly columns: ReadonlyArray<CsvColumn<Item>>;
}

/** Who asked for a file. */
export interface Download {
  readonly pass: Pass;
  readonly actor: Actor;
  /** Of the request. */
  readonly method: string;
}

export interface PagePlace {
  readonly limit: number;
  readonly cursor?: string;
}

/** Reads a page of a list, as somebody sees it at that moment. */
export type ReadPage<Item> = (actor: Actor, place: PagePlace) => Promise<Page<Item>>;

/** Lists as CSV files, in bounded memory: page after page by cursor, each when its reader has taken the one before. */
@Injectable()
export class CsvFiles {
  private readonly underWay: string[] = [];

  constructor(
    private readonly actors: ActorSource,
    private readonly lifecycle: Lifecycle,
    private readonly logger: Logger,
    private readonly audit: AuditLog,
  ) {}

  /**
   * An entry of the audit log. What fails before the first row is answered as a problem; later the response is cut off, so that nobody takes a part
   * for the whole.
   * @throws CodedError too_many_downloads, and what the list throws
   */
  async open<Item>(
    { name, columns }: CsvFile<Item>,
    download: Download,
    read: ReadPage<Item>,
  ): Promise<StreamableFile> {
    const { actor, method } = download;
    if (this.underWay.filter((userId) => userId === actor.userId).length >= AT_ONCE)
      throw new CodedError(TOO_MANY_DOWNLOADS, { retryAfterSeconds: 10 });
    this.underWay.push(actor.userId);
    const end = () => void this.underWay.splice(this.underWay.indexOf(actor.userId), 1);
    try {
      const first = await read(actor, { limit: ROWS_AT_ONCE });
      // Fastify reads the whole body of a HEAD request, for nobody.
      const text = method === 'HEAD' ? [] : this.textOf(columns, first, download, read);
      if (method !== 'HEAD') await this.audit.add(FILE_DOWNLOAD, { userId: actor.userId, metadata: { file: name } });
      // Backpressure: one page waits in it, and the next is read when that is taken.
      const stream = Readable.from(text).once('close', end);
      return new StreamableFile(stream, {
        type: 'text/csv; charset=utf-8; header=present',
        disposition: `attachment; filename="${name}.csv"`,
      });
    } catch (error) {
      end();
      throw error;
    }
  }

  private async *textOf<Item>(
    columns: ReadonlyArray<CsvColumn<Item>>,
    first: Page<Item>,
    download: Download,
    read: ReadPage<Item>,
  ): AsyncGenerator<string, void, undefined> {
    const lines = (page: Page<Item>) => csvLines(page.data.map((item) => columns.map(({ of }) => of(item))));
    try {
      let page = first;
      yield BYTE_ORDER_MARK + csvLines([columns.map(({ name }) => name)]) + lines(page);
      for (let cursor = page.meta.nextCursor; cursor !== null; cursor = page.meta.nextCursor) {
        page = await read(await this.present(download), { limit: ROWS_AT_ONCE, cursor });
        if (page.data.length > 0) yield lines(page);
      }
    } catch (error) {
      if (!(error instanceof CodedError)) this.logger.failure('csv_files.read_failed', error);
      throw error;
    }
  }

  /** @throws CodedError when whoever asked may not any more, or the process stops */
  private async present({ pass, actor: { role } }: Download): Promise<Actor> {
    if (this.lifecycle.isDraining) throw new CodedError(SERVICE_UNAVAILABLE);
    const [actor] = await this.actors.actorsOf([pass]);
    if (actor?.role !== role) throw new CodedError(TOKEN_INVALID);
    return actor;
  }
}
