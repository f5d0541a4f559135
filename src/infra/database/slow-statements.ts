import { Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import type { Logger as TypeOrmLogger } from 'typeorm';
import { DatabaseConfig } from '../config/config.js';
import { Logger } from '../telemetry/logger.js';
import { Metrics } from '../telemetry/metrics.js';

/** @param statement its name, or its text where it has none */
export type SlowStatementListener = (statement: string, durationMs: number) => void;

/** Of a statement without a name, in the log. */
const LONGEST_TEXT = 1000;

/**
 * Notes statements that took longer than `DATABASE_SLOW_QUERY_MS`, with the wait for a connection: a line of the log with
 * the request that waited, and a metric. The text of a statement has placeholders; its values are never noted.
 */
@Injectable()
export class SlowStatements {
  /** Infinity when nothing is noted. */
  readonly fromMs: number;
  private readonly slow: Counter;
  private tell: SlowStatementListener = () => undefined;

  constructor(
    config: DatabaseConfig,
    private readonly logger: Logger,
    metrics: Metrics,
  ) {
    this.fromMs = config.slowQueryMs === 0 ? Infinity : config.slowQueryMs;
    this.slow = new Counter({
      name: 'database_slow_statements_total',
      help: 'Statements that took longer than DATABASE_SLOW_QUERY_MS, by name; those of repositories have none.',
      labelNames: ['statement'],
      registers: [metrics.registry],
    });
  }

  /** @param name '' for a statement without one, of which the text is logged */
  note(name: string, text: string, durationMs: number): void {
    const statement = name === '' ? text.replace(/\s+/g, ' ').slice(0, LONGEST_TEXT) : name;
    this.slow.inc({ statement: name });
    this.logger.event('statement.slow', { statement, durationMs: Math.round(durationMs) }, 'warn');
    this.tell(statement, Math.round(durationMs));
  }

  /** It is called in the context of the request, and of the transaction, that waited. */
  heardBy(listener: SlowStatementListener): void {
    this.tell = listener;
  }

  /** For TypeORM, which asks nothing else of a logger here. */
  typeOrmLogger(): TypeOrmLogger {
    const nothing = () => undefined;
    return {
      logQuery: nothing,
      logQueryError: nothing,
      logQuerySlow: (durationMs, text) => this.note('', text, durationMs),
      logSchemaBuild: nothing,
      logMigration: nothing,
      log: nothing,
    };
  }
}
