import { Injectable } from '@nestjs/common';
import { CodedError } from '../../kernel/coded-error.js';
import { hashSecret } from '../../infra/access/link-secret.js';
import { Sql } from '../../infra/database/sql.js';
import { SIGN_IN_THROTTLED } from './auth.errors.js';

interface Counter {
  readonly key: string;
  /** Attempts that cost nothing; after them the delay doubles from one second up to fifteen minutes. */
  readonly free: number;
}

const FREE_PER_ACCOUNT_AND_ADDRESS = 5;
const FREE_PER_ACCOUNT = 30;
const FREE_PER_ADDRESS = 100;

/**
 * Counts an attempt before the password is looked at, so that parallel guesses cannot slip past. The counter of the
 * whole account does not hold for an address from which its owner signed in before: nobody can lock the owner out.
 */
@Injectable()
export class SignInThrottleGate {
  constructor(private readonly sql: Sql) {}

  /** @throws CodedError sign_in_throttled with the seconds to wait */
  async enter(account: string, address: string, isKnownAddress: boolean): Promise<void> {
    const counters: Counter[] = [
      { key: pair(account, address), free: FREE_PER_ACCOUNT_AND_ADDRESS },
      { key: hashSecret(`address\n${address}`), free: FREE_PER_ADDRESS },
      ...(isKnownAddress ? [] : [{ key: hashSecret(`account\n${account}`), free: FREE_PER_ACCOUNT }]),
    ];
    for (const counter of counters) await this.count(counter);
  }

  /** The right password was given: the attempts from this address were the owner's. */
  async forgive(account: string, address: string): Promise<void> {
    await this.sql.query('throttle_forgive', 'DELETE FROM sign_in_throttles WHERE key = $1', [pair(account, address)]);
  }

  private async count({ key, free }: Counter): Promise<void> {
    const counted = await this.sql.query(
      'throttle_count',
      `INSERT INTO sign_in_throttles AS t (key, attempts, attempted_at, blocked_until) VALUES ($1, 1, clock_timestamp(), '-infinity')
       ON CONFLICT (key) DO UPDATE SET
         attempts = CASE WHEN t.attempted_at < clock_timestamp() - interval '1 hour' THEN 1 ELSE t.attempts + 1 END,
         blocked_until = CASE WHEN t.attempted_at < clock_timestamp() - interval '1 hour' OR t.attempts < $2 THEN '-infinity'::timestamptz
           ELSE clock_timestamp() + make_interval(secs => least(900, power(2, least(t.attempts - $2, 20)))) END,
         attempted_at = clock_timestamp()
       WHERE t.blocked_until <= clock_timestamp() RETURNING 1`,
      [key, free],
    );
    if (counted.length > 0) return;
    const [row] = await this.sql.query<{ seconds: number }>(
      'throttle_wait',
      `SELECT greatest(1, ceil(extract(epoch FROM blocked_until - clock_timestamp())))::int AS seconds FROM sign_in_throttles WHERE key = $1`,
      [key],
    );
    throw new CodedError(SIGN_IN_THROTTLED, { retryAfterSeconds: row?.seconds ?? 1 });
  }
}

const pair = (account: string, address: string) => hashSecret(`pair\n${account}\n${address}`);
