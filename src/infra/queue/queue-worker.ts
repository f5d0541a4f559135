import { type Job, type Processor, Worker, type WorkerOptions } from 'bullmq';
import { SECOND } from '../../kernel/clock.js';
import { withinTime } from '../../kernel/time-limit.js';
import type { QueueConfig } from '../config/config.js';

/** How long Redis may take to hear of the jobs that ended last; what it does not hear, a later worker finds out. */
const FAREWELL_MS = SECOND;

/** Longer than a worker waits for a job (10 s at most); a Redis that says nothing for so long is connected to anew. */
const SILENCE_MS = 30 * SECOND;

/** Workers die when they are replaced, and their jobs are given to others; after so many of them a job is a dead letter. */
const MOST_DEATHS = 10;

/**
 * A worker that outlives Redis. Its commands wait for the connection instead of failing, because the loop that fetches
 * jobs tries again at once. Its end waits for the jobs that are being handled, but not for Redis: a job that Redis
 * takes for unfinished is handed to another worker, and the inbox knows that it was done.
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

  /** Takes no more jobs and resolves when those that are being handled have ended. */
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
    // A job that was fetched before may begin while the others end.
    // eslint-disable-next-line lyceum/statements-in-turn -- the jobs have transactions of their own
    do await Promise.allSettled(this.handling);
    while (!(await endsWithin(closed, FAREWELL_MS)) && this.handling.size > 0);
    // Does nothing when all is closed; else it ends the attempts to connect, and nobody needs to wait for that.
    void this.backend.close(true).catch(() => undefined);
  }
}

/** The library makes the workers itself, of a class that it is given: one for these settings. */
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
