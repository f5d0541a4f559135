import { Injectable } from '@nestjs/common';
import { SECOND } from '../../kernel/clock.js';
import { redactText } from '../../kernel/redaction.js';
import { Sql } from '../database/sql.js';
import { describeError, Logger } from '../telemetry/logger.js';
import { Metrics } from '../telemetry/metrics.js';
import { requestContext } from '../telemetry/request-context.js';
import type { AuditedAction } from './audit-meaning.js';
import { type AuditFacts, entryOf } from './audit-entry.js';
import { AUDIT_ENTRIES_LOST, ERROR_OCCURRED } from './audited-actions.js';
import { sourceOf } from './error-source.js';

/** Entries that wait for the database: more are given up, because what fails fails often. How many is an entry itself. */
const MOST_WAITING = 200;
/** Requests leave room for what they cause: a flood of them hides no failure. */
const MOST_WAITING_REQUESTS = 150;
const TOLD_AFTER_MS = SECOND;
const TOLD_AGAIN_AFTER_MS = 10 * SECOND;

/** Writes what is no event of a feature. Events are written with their messages (`Outbox`). */
@Injectable()
export class AuditLog {
  private waiting = 0;
  private lost = 0;
  private lostSince = new Date();
  private telling: NodeJS.Timeout | undefined;

  constructor(
    private readonly sql: Sql,
    private readonly logger: Logger,
    private readonly metrics: Metrics,
  ) {}

  /** In the transaction that runs, if any. */
  async add(action: AuditedAction, facts: AuditFacts = {}): Promise<void> {
    await this.write(entryOf(action, facts));
  }

  /** Outside of any transaction; whoever calls does not wait, and what cannot be written is told as soon as it can. */
  note(action: AuditedAction, facts: AuditFacts): void {
    if (this.waiting >= (action.level === 'debug' ? MOST_WAITING_REQUESTS : MOST_WAITING)) {
      this.loseOne();
      return;
    }
    this.waiting += 1;
    this.write(entryOf(action, facts))
      .catch((error: unknown) => {
        this.logger.failure('audit.not_written', error, { action: action.action });
        this.loseOne();
      })
      .finally(() => (this.waiting -= 1));
  }

  /** Writes how many entries were lost, if any; the process calls it before it ends. */
  async tellLost(): Promise<void> {
    clearTimeout(this.telling);
    this.telling = undefined;
    const { lost: count, lostSince: since } = this;
    if (count === 0) return;
    this.lost = 0;
    try {
      await this.write(entryOf(AUDIT_ENTRIES_LOST, { metadata: { count, since: since.toISOString() } }));
      this.logger.event('audit.entries_lost', { count, since }, 'warn');
    } catch (error) {
      this.logger.failure('audit.not_written', error, { action: AUDIT_ENTRIES_LOST.action });
      this.lose(count, TOLD_AGAIN_AFTER_MS);
      this.lostSince = since;
    }
  }

  private loseOne(): void {
    this.metrics.lostAuditEntries.inc();
    this.lose(1, TOLD_AFTER_MS);
  }

  private lose(count: number, toldAfterMs: number): void {
    if (this.lost === 0) this.lostSince = new Date();
    this.lost += count;
    // Of no request: it happens to be the first of many.
    this.telling ??= requestContext.run({ requestId: null }, () =>
      setTimeout(() => void this.tellLost(), toldAfterMs).unref(),
    );
  }

  /** Notes an unexpected failure of a request. */
  failure(thrown: unknown, statusCode: number, responseTime: number): void {
    const { name, message, stack, code } = describeError(thrown);
    this.note(ERROR_OCCURRED, {
      statusCode,
      responseTime,
      metadata: { error: { name, code: code ?? null }, source: sourceOf(stack) },
      details: { error: { message: redactText(message), stack: redactText(stack ?? '') } },
    });
  }

  private async write(entry: string): Promise<void> {
    await this.sql.query('audit_add', 'SELECT audit_entry_add($1::jsonb)', [entry]);
  }
}
