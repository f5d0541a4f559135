import { Injectable } from '@nestjs/common';
import { CodedError } from '../../kernel/coded-error.js';
import { IDEMPOTENCY_KEY_IN_USE, IDEMPOTENCY_KEY_REUSED } from '../../kernel/common-errors.js';
import { Sql } from '../database/sql.js';
import { Transactions } from '../database/transactions.js';
import { Sealer } from '../sealing/sealer.js';
import { IDEMPOTENCY_RETENTION_HOURS } from './idempotency-key.entity.js';

const SEALED_FOR = 'idempotency_keys.body';

interface StoredAnswer {
  readonly fingerprint: string;
  readonly status: number;
  readonly body: string;
}

export interface Answer<T> {
  readonly status: number;
  readonly body: T;
}

export interface OnceOptions {
  readonly scope: readonly [principal: string, route: string, key: string];
  /** SHA-256, in hexadecimal, of what the key may be used for. */
  readonly fingerprint: string;
  /** The response holds a secret: it is encrypted at rest. */
  readonly sealed: boolean;
  /** A second request waits for the first to end, instead of being refused. */
  readonly waits?: boolean;
}

/** Idempotency keys: the work and its stored response are one transaction. */
@Injectable()
export class Idempotency {
  constructor(
    private readonly sql: Sql,
    private readonly transactions: Transactions,
    private readonly sealer: Sealer,
  ) {}

  /**
   * Runs the work, or replays the response that it gave.
   * @throws CodedError idempotency_key_in_use, idempotency_key_reused; and what the work throws, which leaves nothing
   * behind
   */
  once<T>(options: OnceOptions, work: () => Promise<Answer<T>>): Promise<Answer<T> & { readonly isReplayed: boolean }> {
    return this.transactions.run(async () => {
      const { scope, fingerprint, sealed, waits = false } = options;
      if (!(await this.lock(scope, waits))) throw new CodedError(IDEMPOTENCY_KEY_IN_USE, { retryAfterSeconds: 1 });
      const stored = await this.find(scope);
      if (stored) {
        if (stored.fingerprint !== fingerprint) throw new CodedError(IDEMPOTENCY_KEY_REUSED);
        const text = sealed ? this.sealer.open(stored.body, SEALED_FOR) : stored.body;
        // The encryption key has changed since: the stored response cannot be decrypted or replayed.
        if (text === null) throw new CodedError(IDEMPOTENCY_KEY_REUSED);
        return { status: stored.status, body: JSON.parse(text) as T, isReplayed: true };
      }
      const answer = await work();
      const text = JSON.stringify(answer.body);
      await this.store(options, answer.status, sealed ? this.sealer.seal(text, SEALED_FOR) : text);
      return { ...answer, isReplayed: false };
    });
  }

  private async lock(scope: readonly string[], waits: boolean): Promise<boolean> {
    const key = [scope.join('\n')];
    if (waits) {
      await this.sql.query('idempotency_wait', 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', key);
      return true;
    }
    const [lock] = await this.sql.query<{ free: boolean }>(
      'idempotency_lock',
      'SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS free',
      key,
    );
    return lock?.free ?? false;
  }

  private async find(scope: readonly string[]): Promise<StoredAnswer | undefined> {
    const [stored] = await this.sql.query<StoredAnswer>(
      'idempotency_find',
      `SELECT fingerprint, status, body FROM idempotency_keys
       WHERE principal = $1 AND route = $2 AND key = $3 AND created_at > now() - interval '${IDEMPOTENCY_RETENTION_HOURS} hours'`,
      [...scope],
    );
    return stored;
  }

  private async store({ scope, fingerprint }: OnceOptions, status: number, text: string): Promise<void> {
    await this.sql.query(
      'idempotency_store',
      `INSERT INTO idempotency_keys (principal, route, key, fingerprint, status, body) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (principal, route, key) DO UPDATE
       SET fingerprint = excluded.fingerprint, status = excluded.status, body = excluded.body, created_at = now()`,
      [...scope, fingerprint, status, text],
    );
  }
}
