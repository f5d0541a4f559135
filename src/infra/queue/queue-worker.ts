import { type Job, type Processor, Worker, type WorkerOptions } from 'bullmq';
import { SECOND } from '../../kernel/clock.js';
import { withinTime } from '../../kernel/time-limit.js';
import type { QueueConfig } from '../config/config.js';

/**
 * Time for the last finished jobs to be acknowledged in Redis; others stall, and the inbox deduplicates them.
 */
const FAREWELL_MS = SECOND;

/** Socket timeout, longer than a worker's blocking read (10 s at most); after it the worker reconnects. */
const SILENCE_MS = 30 * SECOND;

/** How often a job may stall, because workers die when they are replaced, before it becomes a dead letter. */
const MOST_DEATHS = 10;

/**
 * A worker that survives outages of Redis. Its commands wait for the connection instead of failing, because the loop
 * that fetches jobs retries at once. Closing waits for running jobs, but not for Redis: a job that is not acknowledged
 * there stalls and goes to another worker, and the inbox deduplicates it.
 */
export class QueueWorker extends Worker {
  private readonly handling = new Set<Promise<unknown>>();
  private ending: Promise<void> | undefined;

  constructor(name: string, processor: Processor, options: WorkerOptions) {
    super(name, processor, {
      ...options,
      runRetryDelay: SECOND,
      connection: {
        ...options.connection,
        enableOfflineQueue: true,
        maxRetriesPerRequest: null,
        commandTimeout: undefined,
        socketTimeout: SILENCE_MS,
      },
    });
  }

  /** Takes no more jobs, and resolves when running ones have ended. */
  override close(): Promise<void> {
    this.ending ??= this.end();
    return this.ending;
  }

  protected override async callProcessJob(job: Job, token: string, signal?: AbortSignal): Promise<unknown> {
    const handled = super.callProcessJob(job, token, signal);
    this.handling.add(handled);
    try {
      return (await handled) as unknown;
    } finally {
      this.handling.delete(handled);
    }
  }

  private async end(): Promise<void> {
    const closed = super.close();
    // A job that was fetched already may begin in the meantime.
    // eslint-disable-next-line lyceum/statements-in-turn -- the jobs have transactions of their own
    do await Promise.allSettled(this.handling);
    while (!(await endsWithin(closed, FAREWELL_MS)) && this.handling.size > 0);
    // A no-op when all is closed; else it stops reconnecting, which nobody needs to wait for.
    void this.backend.close(true).catch(() => undefined);
  }
}

/** The worker class with these settings, because BullModule constructs the workers itself. */
export function queueWorkerFor({ stalledAfterMs, rateLimit }: QueueConfig): typeof QueueWorker {
  const locks = { lockDuration: stalledAfterMs, stalledInterval: stalledAfterMs / 2, maxStalledCount: MOST_DEATHS };
  return class extends QueueWorker {
    constructor(name: string, processor: Processor, options: WorkerOptions) {
      const limiter = name === 'events' &&
        rateLimit && { max: rateLimit.count, duration: rateLimit.windowSeconds * SECOND };
      super(name, processor, { ...options, ...locks, ...(limiter ? { limiter } : {}) });
    }
  };
}

function endsWithin(work: Promise<void>, limitMs: number): Promise<boolean> {
  return withinTime(work, limitMs).then(
    () => true,
    () => false,
  );
}
