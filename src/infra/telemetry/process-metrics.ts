import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { CircuitBreakers } from '../circuits/circuit-breakers.js';
import { OutboxBacklog } from '../outbox/outbox-backlog.js';
import { WaitingMessages } from '../outbox/waiting-messages.js';
import { QueueDirectory } from '../queue/queue-directory.js';
import { lanedQueues } from '../queue/queues.js';
import { Metrics } from './metrics.js';

/** The gauges that are read at each scrape: connection pool, outbox, queues. */
@Injectable()
export class ProcessMetrics {
  constructor(
    metrics: Metrics,
    backlog: OutboxBacklog,
    waiting: WaitingMessages,
    queues: QueueDirectory,
    circuits: CircuitBreakers,
    @InjectDataSource() dataSource: DataSource,
  ) {
    metrics.observe('database_pool_connections', 'Connections of the pool by state.', ['state'], (gauge) => {
      const pool = (dataSource.driver as PostgresDriver).master as Pool;
      gauge.set({ state: 'total' }, pool.totalCount);
      gauge.set({ state: 'idle' }, pool.idleCount);
      gauge.set({ state: 'waiting' }, pool.waitingCount);
    });
    metrics.observe('outbox_size', 'Messages that are due and not yet published.', [], async (gauge) => {
      gauge.set((await backlog.lag()).due);
    });
    metrics.observe(
      'outbox_oldest_age_seconds',
      'Age of the oldest message that is due and not yet published, by queue.',
      ['queue'],
      async (gauge) => {
        for (const { name } of lanedQueues()) gauge.set({ queue: name }, 0);
        for (const { queue, oldestAgeSeconds } of await backlog.lags()) gauge.set({ queue }, oldestAgeSeconds);
      },
    );
    metrics.observe('outbox_waiting_size', 'Messages that wait for others.', [], async (gauge) => {
      gauge.set((await waiting.waiting()).parents);
    });
    metrics.observe(
      'outbox_waiting_oldest_age_seconds',
      'Age of the oldest message that waits for others.',
      [],
      async (gauge) => {
        gauge.set((await waiting.waiting()).oldestAgeSeconds);
      },
    );
    metrics.observe(
      'circuit_breakers',
      'Circuits of outside services that are not closed, by service and state.',
      ['service', 'state'],
      async (gauge) => {
        for (const { service, open, halfOpen } of await circuits.states()) {
          gauge.set({ service: service.name, state: 'open' }, open - halfOpen);
          gauge.set({ service: service.name, state: 'half_open' }, halfOpen);
        }
      },
    );
    metrics.observe('queue_depth', 'Jobs by queue and state.', ['queue', 'state'], async (gauge) => {
      for (const queue of queues.all()) {
        for (const [state, count] of Object.entries(
          await queue.getJobCounts('wait', 'prioritized', 'active', 'delayed', 'failed'),
        ))
          gauge.set({ queue: queue.name, state }, count);
      }
    });
  }
}
