import { Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import { Logger } from './logger.js';
import { Metrics } from './metrics.js';

/** The refused client. Never an e-mail address, a password or a token: what was typed may be somebody else's secret. */
export interface RefusedClient {
  readonly address: string;
  /** The account that was tried, when there is one. */
  readonly userId?: string;
  readonly route?: string;
  /** A constant. */
  readonly reason?: string;
}

/** Failed sign-ins and refusals, for those who watch for attacks (OWASP ASVS 5.0, 16.3): a line in the log and a count. */
@Injectable()
export class SecurityEvents {
  private readonly counter: Counter;

  constructor(
    private readonly logger: Logger,
    metrics: Metrics,
  ) {
    this.counter = new Counter({
      name: 'security_events_total',
      help: 'Failed sign-ins and refusals, by kind.',
      labelNames: ['kind'],
      registers: [metrics.registry],
    });
  }

  /** @param kind a constant, for example `sign_in_failed` or the code of a refusal */
  record(kind: string, client: RefusedClient): void {
    this.counter.inc({ kind });
    this.logger.event('security', { kind, ...client }, 'warn');
  }
}
