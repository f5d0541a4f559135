import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { Sql } from '../database/sql.js';
import { Logger } from '../telemetry/logger.js';
import { Metrics } from '../telemetry/metrics.js';
import { ConsumerRegistry } from './consumer-registry.js';

interface Waiting {
  readonly consumer: string;
  readonly messages: number;
}

/** Most consumers that are listed. */
const MOST = 100;

/**
 * Messages for a consumer that this version does not have: it was renamed or removed while they were under way, or an
 * older worker sees what a newer one published. Nobody can process them, so they are reported.
 */
@Injectable()
export class UnknownConsumers {
  private readonly gauge: Gauge<'consumer'>;
  private told = '';

  constructor(
    private readonly sql: Sql,
    private readonly registry: ConsumerRegistry,
    private readonly logger: Logger,
    metrics: Metrics,
  ) {
    this.gauge = new Gauge({
      name: 'outbox_unknown_consumer_messages',
      help: 'Messages that wait for a consumer which this version does not have.',
      labelNames: ['consumer'],
      registers: [metrics.registry],
    });
  }

  /** Updates the gauge, and logs the consumers when they have changed. */
  async report(afterSeconds: number): Promise<void> {
    const waiting = await this.sql.query<Waiting>(
      'outbox_unknown_consumers',
      `SELECT c AS consumer, count(*)::int AS messages
       FROM outbox_messages m CROSS JOIN unnest(m.consumers) c
       WHERE m.published_at < now() - make_interval(secs => $1) AND m.settled_at IS NULL AND c <> ALL ($2)
         AND NOT EXISTS (SELECT FROM inbox_entries i WHERE i.message_id = m.id AND i.consumer = c)
       GROUP BY c ORDER BY c LIMIT ${MOST}`,
      [afterSeconds, this.registry.names()],
    );
    this.gauge.reset();
    for (const { consumer, messages } of waiting) this.gauge.set({ consumer }, messages);
    const kinds = waiting.map(({ consumer }) => consumer).join(' ');
    if (kinds !== this.told)
      for (const { consumer, messages } of waiting)
        this.logger.event('reconciler.unknown_consumer', { consumer, messages }, 'warn');
    this.told = kinds;
  }
}
