import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../../../infra/config/config.js';
import { Sql } from '../../../../infra/database/sql.js';
import { fieldsIn, pageLinks, type RawQuery, readListQuery } from './list-query.js';
import { type RecordKind, type RecordRow, REFERENCES, type Refer } from './record-kind.js';
import { type Condition, listStatements, singleStatement } from './record-statement.js';
import { unknownObject } from './status-info.js';

/** A request for records of one organization. */
export interface RecordsAsked {
  readonly organizationId: string;
  readonly query: RawQuery;
  /** Path and parameters, as they came. */
  readonly address: string;
}

/** An answer with its headers. */
export class RecordsPage {
  constructor(
    readonly body: Readonly<Record<string, unknown>>,
    readonly total: number,
    readonly links: string,
  ) {}
}

/** Records of the standard, of whatever kind: all that it says of lists and of single ones. */
@Injectable()
export class RosterRecords {
  private readonly refer: Refer = (type, sourcedId) =>
    sourcedId === null
      ? undefined
      : { href: `${this.base}/${REFERENCES[type]}/${encodeURIComponent(sourcedId as string)}`, sourcedId, type };

  constructor(
    private readonly config: AppConfig,
    private readonly sql: Sql,
  ) {}

  /** @throws CodedError validation_failed */
  async list(kind: RecordKind, asked: RecordsAsked, ...conditions: Condition[]): Promise<RecordsPage> {
    const request = readListQuery(asked.query);
    const { page, count } = listStatements(kind, asked.organizationId, request, conditions);
    const [counted] = await this.sql.queryShape<{ total: number }>(
      `oneroster_${kind.many}_n`,
      count.text,
      count.values,
    );
    const rows = await this.sql.queryShape<RecordRow>(`oneroster_${kind.many}`, page.text, page.values);
    const total = counted?.total ?? 0;
    return new RecordsPage(
      { [kind.many]: rows.map((row) => this.shown(kind, row, request.fields)) },
      total,
      pageLinks(new URL(asked.address, this.config.publicUrl), { ...request, total }),
    );
  }

  /** @throws CodedError not_found */
  async get(
    kind: RecordKind,
    asked: RecordsAsked,
    sourcedId: string,
    ...conditions: Condition[]
  ): Promise<Record<string, unknown>> {
    const { fields } = fieldsIn(asked.query);
    const row = await this.find(kind, asked.organizationId, sourcedId, conditions);
    if (!row) throw unknownObject();
    return { [kind.one]: this.shown(kind, row, fields) };
  }

  /** For what hangs on a record. @throws CodedError not_found */
  async assertThere(
    kind: RecordKind,
    { organizationId }: RecordsAsked,
    sourcedId: string,
    ...conditions: Condition[]
  ): Promise<void> {
    if (!(await this.isThere(kind, organizationId, sourcedId, ...conditions))) throw unknownObject();
  }

  async isThere(
    kind: RecordKind,
    organizationId: string,
    sourcedId: string,
    ...conditions: Condition[]
  ): Promise<boolean> {
    return (await this.find(kind, organizationId, sourcedId, conditions)) !== undefined;
  }

  private async find(
    kind: RecordKind,
    organizationId: string,
    sourcedId: string,
    conditions: readonly Condition[],
  ): Promise<RecordRow | undefined> {
    const { text, values } = singleStatement(kind, organizationId, sourcedId, conditions);
    const [row] = await this.sql.queryShape<RecordRow>(`oneroster_${kind.one}`, text, values);
    return row;
  }

  private shown(kind: RecordKind, row: RecordRow, fields?: readonly string[]): Record<string, unknown> {
    const record = kind.toRecord(row, this.refer);
    if (!fields) return record;
    const names = fields.map((field) => field.split('.', 1)[0] ?? '');
    const known = new Set([...Object.keys(kind.fields), ...(kind.further ?? []), 'metadata']);
    // With a name that is unknown the standard wants all of the record.
    if (names.some((name) => !known.has(name))) return record;
    return Object.fromEntries(Object.entries(record).filter(([name]) => names.includes(name)));
  }

  private get base(): string {
    return `${this.config.publicUrl}/ims/oneroster`;
  }
}
