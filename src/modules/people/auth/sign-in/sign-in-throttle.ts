import { Injectable } from '@nestjs/common';
import { CodedError } from '../../../../kernel/coded-error.js';
import { hashSecret } from '../../../../infra/access/link-secret.js';
import { Sql } from '../../../../infra/database/sql.js';
import { Transactions } from '../../../../infra/database/transactions.js';
import { networkOf } from '../../../../kernel/network.js';
import { SecurityEvents } from '../../../../infra/telemetry/security-events.js';
import { SIGN_IN_THROTTLED } from '../auth.errors.js';

/** A try to sign in, or to prove who is there by the password. */
export interface Attempt {
  /** What is guessed at: an address in lower case, known or not, or the id of an account. */
  readonly account: string;
  readonly address: string;
  /** Whether the account was signed in from this network before. */
  readonly isKnownNetwork: boolean;
  /** What shows that the owner of the account has the device; null for everybody else. */
  readonly device: string | null;
}

interface Counter {
  readonly key: string;
  /** What costs nothing; beyond it the delay doubles with every attempt, from one second up to `longestSeconds`. */
  readonly free: number;
  readonly longestSeconds: number;
  /** The time in which half of what was counted is forgotten. */
  readonly halfLifeSeconds: number;
}

const HOUR_SECONDS = 3_600;
const ONE_GUESSER = { free: 5, longestSeconds: 900, halfLifeSeconds: 6 * HOUR_SECONDS };
const ACCOUNT = { free: 30, longestSeconds: 900, halfLifeSeconds: HOUR_SECONDS };
const NETWORK = { free: 100, longestSeconds: 60, halfLifeSeconds: HOUR_SECONDS };

/** What was counted until now, less what time has made of it. */
const LEVEL = `t.attempts * power(0.5, extract(epoch FROM clock_timestamp() - t.attempted_at)::float8 / $3)`;

/**
 * Delays for guessers, none for owners; ADR 0018 says why. What counts against an account is counted before the password
 * is looked at, so that parallel guesses cannot slip past, and is taken back when the password is right.
 */
@Injectable()
export class SignInThrottleGate {
  constructor(
    private readonly sql: Sql,
    private readonly security: SecurityEvents,
    private readonly transactions: Transactions,
  ) {}

  /** Not in a transaction, with which the count would be undone. @throws CodedError sign_in_throttled with the seconds to wait */
  async enter(attempt: Attempt): Promise<void> {
    const isStranger = isFromElsewhere(attempt);
    if (isStranger) await this.assertOpen(networkCounter(attempt), attempt);
    // All or none: what the shared counter refuses must not close the owner's own one, which is all that counts once they
    // have set a new password by mail.
    await this.transactions.run(async () => {
      for (const counter of countersBefore(attempt)) await this.count(counter, attempt);
    });
  }

  /** The password was wrong. Networks are counted by failures only: those of a campus are mostly right. */
  async fail(attempt: Attempt): Promise<void> {
    if (isFromElsewhere(attempt)) await this.add(networkCounter(attempt));
  }

  /** The password was right: the guesses of this network or device were its owner's, and this attempt was none. */
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

  /** @returns false, and counts nothing, while the counter is closed */
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

/** The first one is the owner's own, if it is the owner. */
function countersBefore(attempt: Attempt): Counter[] {
  const { account, address, device } = attempt;
  if (device !== null) return [{ key: hashSecret(`device\n${account}\n${device}`), ...ONE_GUESSER }];
  const own = { key: hashSecret(`pair\n${account}\n${networkOf(address)}`), ...ONE_GUESSER };
  return isFromElsewhere(attempt) ? [own, { key: hashSecret(`account\n${account}`), ...ACCOUNT }] : [own];
}
