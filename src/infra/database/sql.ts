import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import pg from 'pg';
import { DataSource, QueryFailedError } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { ReadReplicas } from './read-replicas.js';
import { SharedConnections } from './shared-connections.js';
import { SlowStatements } from './slow-statements.js';
import { StatementShapes } from './statement-shapes.js';
import { Transactions } from './transactions.js';

/** PostgreSQL writes `2026-01-31 09:00:00.5+00` in a UTC session; ISO 8601 wants a T, milliseconds and a Z. */
function isoTimestamp(text: string): string {
  const iso = `${text.slice(0, 10)}T${text.slice(11, 19)}`;
  const fraction = text[19] === '.' ? text.slice(20, Math.min(23, text.length - UTC.length)) : '';
  return `${iso}.${fraction.padEnd(3, '0')}Z`;
}

const UTC = '+00';

/** Most JSON in rows is empty. */
function jsonOf(text: string): unknown {
  if (text === '{}') return {};
  return text === '[]' ? [] : JSON.parse(text);
}

type TypeParser = typeof pg.types.getTypeParser;

/** Cache: parsers are looked up for each column of each result. */
const textParsers = new Map<number, unknown>([
  [pg.types.builtins.TIMESTAMPTZ, isoTimestamp],
  [pg.types.builtins.JSON, jsonOf],
  [pg.types.builtins.JSONB, jsonOf],
]);

function typeParser(oid: Parameters<TypeParser>[0], format?: 'text' | 'binary'): unknown {
  if (format === 'binary') return pg.types.getTypeParser(oid, format);
  let parser = textParsers.get(oid);
  if (!parser) textParsers.set(oid, (parser = pg.types.getTypeParser(oid, format)));
  return parser;
}

const isoTypes = { getTypeParser: typeParser as TypeParser };

interface Connection {
  query<Row extends object>(query: pg.QueryConfig): Promise<pg.QueryResult<Row>>;
}

/**
 * SQL for the hot paths: prepared once per connection under its name, timestamps as ISO strings, inside the running
 * transaction when there is one. Everything else uses plain repositories.
 */
@Injectable()
export class Sql {
  private readonly shapes = new StatementShapes();
  private shared?: SharedConnections;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly slow: SlowStatements,
    private readonly replicas: ReadReplicas,
  ) {}

  /**
   * @param name unique for this text; it names the prepared statement, at most 63 characters; '' prepares nothing
   * @returns the rows; `timestamptz` values are ISO 8601 strings in UTC
   * @throws QueryFailedError with the driver's error, as the repositories do
   */
  async query<Row extends object>(name: string, text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.run<Row>(name, text, values, this.transactions.client ?? (this.driver.master as pg.Pool));
  }

  /**
   * `query` for reads of a few rows by key, on hot paths: outside of a transaction, requests share a pipelined
   * connection (`SharedConnections`).
   */
  async brief<Row extends object>(name: string, text: string, values: readonly unknown[] = []): Promise<Row[]> {
    this.shared ??= new SharedConnections(this.driver.master as pg.Pool);
    return this.run<Row>(name, text, values, this.transactions.client ?? this.shared);
  }

  /**
   * For dynamic SQL. The first shapes of a family become prepared statements; further ones are not prepared, because
   * each takes memory of the server for as long as the connection lives.
   * @param family unique; at most 40 characters
   */
  queryShape<Row extends object>(family: string, text: string, values: readonly unknown[]): Promise<Row[]> {
    return this.query<Row>(this.shapes.nameOf(family, text), text, values);
  }

  /** `brief` for dynamic SQL, as in `queryShape`. */
  briefShape<Row extends object>(family: string, text: string, values: readonly unknown[]): Promise<Row[]> {
    return this.brief<Row>(this.shapes.nameOf(family, text), text, values);
  }

  /**
   * `query` on a read replica when there is one that answers, outside of any transaction: for reports, which may be
   * slightly stale and should not slow down writers.
   */
  async report<Row extends object>(name: string, text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const primary = this.driver.master as pg.Pool;
    return this.run<Row>(name, text, values, {
      query: <R extends object>(query: pg.QueryConfig) => this.replicas.query<R>(query, primary),
    });
  }

  private get driver(): PostgresDriver {
    return this.dataSource.driver as PostgresDriver;
  }

  private async run<Row extends object>(
    name: string,
    text: string,
    values: readonly unknown[],
    connection: Connection,
  ): Promise<Row[]> {
    const query = { name, text, values: [...values], types: isoTypes };
    const startedAt = performance.now();
    try {
      return (await connection.query<Row>(query)).rows;
    } catch (error) {
      throw new QueryFailedError(name, query.values, error as Error);
    } finally {
      const durationMs = performance.now() - startedAt;
      if (durationMs >= this.slow.fromMs) this.slow.note(name, text, durationMs);
    }
  }
}
