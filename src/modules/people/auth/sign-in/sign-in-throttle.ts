import { Injectable } from '@nestjs/common';
import { CodedError } from '../../../../kernel/coded-error.js';
import { hashSecret } from '../../../../infra/access/link-secret.js';
import { Sql } from '../../../../infra/database/sql.js';
import { Transactions } from '../../../../infra/database/transactions.js';
import { networkOf } from '../../../../kernel/network.js';
import { SecurityEvents } from '../../../../infra/telemetry/security-events.js';
import { SIGN_IN_THROTTLED } from '../auth.errors.js';

/** An attempt to sign in or to re-authenticate by password. */
export interface Attempt {
  /** Target: an address in lower case, known or not, a username that nobody has, or the id of an account. */
  readonly account: string;
  readonly address: string;
  /** Whether the account has signed in from this network before. */
  readonly isKnownNetwork: boolean;
  /** Device cookie or credential of the account, with a counter of its own; null without one. */
  readonly device: string | null;
}

interface Counter {
  readonly key: string;
  /** Attempts without delay; beyond them it doubles with each attempt, from one second up to `longestSeconds`. */
  readonly free: number;
  readonly longestSeconds: number;
  /** Half-life of the counter (exponential decay). */
  readonly halfLifeSeconds: number;
}

const HOUR_SECONDS = 3_600;
const ONE_GUESSER = { free: 5, longestSeconds: 900, halfLifeSeconds: 6 * HOUR_SECONDS };
const ACCOUNT = { free: 30, longestSeconds: 900, halfLifeSeconds: HOUR_SECONDS };
const NETWORK = { free: 100, longestSeconds: 60, halfLifeSeconds: HOUR_SECONDS };

/** Level after decay. */
const LEVEL = `t.attempts * power(0.5, extract(epoch FROM clock_timestamp() - t.attempted_at)::float8 / $3)`;

/**
 * Throttling of password guessing that does not lock owners out (ADR 0018). Attempts against an account are counted
 * before the password is checked, so that concurrent guesses cannot bypass the limit, and refunded when it is right.
 */
@Injectable()
export class SignInThrottleGate {
  constructor(
    private readonly sql: Sql,
    private readonly security: SecurityEvents,
    private readonly transactions: Transactions,
  ) {}

  /**
   * Counts an attempt. Call it outside of transactions, whose rollback would undo the count.
   * @throws CodedError sign_in_throttled with the seconds to wait
   */
  async enter(attempt: Attempt): Promise<void> {
    const isStranger = isFromElsewhere(attempt);
    if (isStranger) await this.assertOpen(networkCounter(attempt), attempt);
    // Atomically: when the shared counter refuses, the owner's own one is not incremented, which alone counts after a
    // password reset by mail.
    await this.transactions.run(async () => {
      for (const counter of countersBefore(attempt)) await this.count(counter, attempt);
    });
  }

  /**
   * Counts a wrong password for the network. Networks count failures only, because those of a campus have many
   * successes.
   */
  async fail(attempt: Attempt): Promise<void> {
    if (isFromElsewhere(attempt)) await this.add(networkCounter(attempt));
  }

  /**
   * Refunds a right password: resets the counter of this network or device, and takes this attempt back from the shared
   * one.
   */
  async forgive(attempt: Attempt): Promise<void> {
    const [own, ...shared] = countersBefore(attempt);
    if (own) await this.sql.query('throttle_forgive', 'DELETE FROM sign_in_throttles WHERE key = $1', [own.key]);
    for (const { key } of shared)
      await this.sql.query(
        'throttle_take_back',
        `UPDATE sign_in_throttles SET attempts = greatest(0, attempts - 1) WHERE key = $1`,
        [key],
      );
  }

  async removeForgotten(): Promise<void> {
    await this.sql.query(
      'throttle_clean',
      `DELETE FROM sign_in_throttles WHERE attempted_at < clock_timestamp() - interval '3 days'`,
    );
  }

  private async count(counter: Counter, attempt: Attempt): Promise<void> {
    if (!(await this.add(counter))) await this.refuse(counter, attempt);
  }

  /** @returns false, without counting, while the counter blocks */
  private async add({ key, free, longestSeconds, halfLifeSeconds }: Counter): Promise<boolean> {
    const counted = await this.sql.query(
      'throttle_count',
      `INSERT INTO sign_in_throttles AS t (key, attempts, attempted_at, blocked_until) VALUES ($1, 1, clock_timestamp(), '-infinity')
       ON CONFLICT (key) DO UPDATE SET
         attempts = ${LEVEL} + 1,
         blocked_until = CASE WHEN ${LEVEL} + 1 <= $2::float8 THEN '-infinity'::timestamptz
           ELSE clock_timestamp() + make_interval(secs => least($4::float8, power(2, least(${LEVEL} - $2::float8, 20)))) END,
         attempted_at = clock_timestamp()
       WHERE t.blocked_until <= clock_timestamp() RETURNING 1`,
      [key, free, halfLifeSeconds, longestSeconds],
    );
    return counted.length > 0;
  }

  private async assertOpen(counter: Counter, attempt: Attempt): Promise<void> {
    const closed = await this.sql.query(
      'throttle_closed',
      'SELECT 1 FROM sign_in_throttles WHERE key = $1 AND blocked_until > clock_timestamp()',
      [counter.key],
    );
    if (closed.length > 0) await this.refuse(counter, attempt);
  }

  private async refuse({ key }: Counter, { address }: Attempt): Promise<never> {
    this.security.record('sign_in_throttled', { address });
    const [row] = await this.sql.query<{ seconds: number }>(
      'throttle_wait',
      `SELECT greatest(1, ceil(extract(epoch FROM blocked_until - clock_timestamp())))::int AS seconds FROM sign_in_throttles WHERE key = $1`,
      [key],
    );
    throw new CodedError(SIGN_IN_THROTTLED, { retryAfterSeconds: row?.seconds ?? 1 });
  }
}

const isFromElsewhere = ({ isKnownNetwork, device }: Attempt) => device === null && !isKnownNetwork;

const networkCounter = ({ address }: Attempt): Counter => ({
  key: hashSecret(`network\n${networkOf(address)}`),
  ...NETWORK,
});

/** Counters to increment before the check; the first is reset by a success. */
function countersBefore(attempt: Attempt): Counter[] {
  const { account, address, device } = attempt;
  if (device !== null) return [{ key: hashSecret(`device\n${account}\n${device}`), ...ONE_GUESSER }];
  const own = { key: hashSecret(`pair\n${account}\n${networkOf(address)}`), ...ONE_GUESSER };
  return isFromElsewhere(attempt) ? [own, { key: hashSecret(`account\n${account}`), ...ACCOUNT }] : [own];
}
