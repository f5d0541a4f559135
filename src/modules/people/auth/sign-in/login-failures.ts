import { Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { Metrics } from '../../../../infra/telemetry/metrics.js';
import { SecurityEvents } from '../../../../infra/telemetry/security-events.js';
import type { UserRecord } from '../../users/users.api.js';
import { LOGIN_FAILED, LOGIN_FAILURES, type LoginFailure } from '../auth.events.js';

export interface FailedLogin {
  /** What the attempt was counted for: an address in lower case, known or not, or a username that nobody has. */
  readonly account: string;
  /** Network address of the client. */
  readonly address: string;
  readonly user: UserRecord | null;
  readonly reason: LoginFailure;
}

/**
 * Records failed sign-ins as events, metrics and log lines. Only attempts whose password was checked are recorded;
 * throttled ones are only counted, which bounds the volume. All failures take the same statements, so that timing does
 * not tell an unknown address from a wrong password.
 */
@Injectable()
export class LoginFailures {
  private readonly counter: Counter;

  constructor(
    private readonly outbox: Outbox,
    private readonly security: SecurityEvents,
    metrics: Metrics,
  ) {
    this.counter = new Counter({
      name: 'login_failures_total',
      help: 'Sign-ins that failed, by reason.',
      labelNames: ['reason'],
      registers: [metrics.registry],
    });
    // Initialized with 0, so that `rate` sees the first failure.
    for (const reason of LOGIN_FAILURES) this.counter.inc({ reason }, 0);
  }

  /** Runs in the caller's transaction. */
  async record({ account, address, user, reason }: FailedLogin): Promise<void> {
    this.counter.inc({ reason });
    const kind = reason === 'account_deactivated' ? 'sign_in_refused' : 'sign_in_failed';
    this.security.record(kind, { address, userId: user?.id, reason });
    const accountId = user?.id ?? null;
    // What nobody is called may be a password that was typed into the wrong field.
    const email = account.includes('@') ? account : null;
    await this.outbox.append(LOGIN_FAILED, { accountId, email, address, reason });
  }
}
