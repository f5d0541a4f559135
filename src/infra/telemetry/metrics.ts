import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { withinTime } from '../../kernel/time-limit.js';

/** Timeout of one gauge; a scrape reads all of them concurrently, and Prometheus waits 10 s. */
const READ_LIMIT_MS = 2_000;

/** The Prometheus registry of this process and the series that more than one place writes. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  readonly requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Duration of HTTP requests by method, route template and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [this.registry],
  });
  readonly jobs = new Histogram({
    name: 'job_duration_seconds',
    help: 'Duration of jobs by queue, consumer and outcome.',
    labelNames: ['queue', 'consumer', 'outcome'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [this.registry],
  });
  readonly jobWait = new Histogram({
    name: 'job_wait_seconds',
    help: 'Time from becoming due to being taken up, by queue.',
    labelNames: ['queue'],
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300],
    registers: [this.registry],
  });
  readonly stalledJobs = new Counter({
    name: 'jobs_stalled_total',
    help: 'Jobs whose worker died or held its event loop for too long, and that were given to another, by queue.',
    labelNames: ['queue'],
    registers: [this.registry],
  });
  readonly published = new Counter({
    name: 'outbox_published_total',
    help: 'Messages that the relay handed to the queues.',
    registers: [this.registry],
  });
  readonly deadLetters = new Counter({
    name: 'dead_letters_total',
    help: 'Messages that a consumer gave up on, by consumer.',
    labelNames: ['consumer'],
    registers: [this.registry],
  });

  readonly failedRows = new Counter({
    name: 'rows_failed_total',
    help: 'Rows or people that a batch left out because their part of the work failed, by work.',
    labelNames: ['work'],
    registers: [this.registry],
  });
  readonly lostAuditEntries = new Counter({
    name: 'audit_entries_lost_total',
    help: 'Requests and failures that could not be written to the audit log.',
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** A gauge that is read on each scrape; when that fails, the gauge is left out instead of failing the scrape. */
  observe(name: string, help: string, labelNames: string[], read: (gauge: Gauge) => Promise<void> | void): void {
    new Gauge({
      name,
      help,
      labelNames,
      registers: [this.registry],
      async collect() {
        this.reset();
        try {
          await withinTime(Promise.resolve(read(this)), READ_LIMIT_MS);
        } catch {
          this.reset();
        }
      },
    });
  }
}
