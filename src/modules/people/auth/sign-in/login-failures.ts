import { Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { Metrics } from '../../../../infra/telemetry/metrics.js';
import { SecurityEvents } from '../../../../infra/telemetry/security-events.js';
import type { UserRecord } from '../../users/users.api.js';
import { LOGIN_FAILED, LOGIN_FAILURES, type LoginFailure } from '../auth.events.js';

export interface FailedLogin {
  readonly email: string;
  /** Of the client. */
  readonly address: string;
  readonly user: UserRecord | null;
  readonly reason: LoginFailure;
}

/**
 * Failed sign-ins as events, in the metrics and in the log. There are never more than passwords that were looked at, and of
 * those the throttle lets pass few for each account and network: what it refuses is only counted. Every failure is written
 * by the same statements, so that nothing tells an unknown address from a wrong password.
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
    // So that a first failure is a rise.
    for (const reason of LOGIN_FAILURES) this.counter.inc({ reason }, 0);
  }

  /** In a transaction. */
  async record({ email, address, user, reason }: FailedLogin): Promise<void> {
    this.counter.inc({ reason });
    const kind = reason === 'account_deactivated' ? 'sign_in_refused' : 'sign_in_failed';
    this.security.record(kind, { address, userId: user?.id, reason });
    const accountId = user?.id ?? null;
    await this.outbox.append(LOGIN_FAILED, { accountId, email: email.toLowerCase(), address, reason });
  }
}
