import { Session } from 'node:inspector/promises';
import { performance } from 'node:perf_hooks';
import { MINUTE, SECOND } from '../../kernel/clock.js';
import type { Logger } from './logger.js';

const MIB = 2 ** 20;

export interface IdlePolicy {
  readonly lookEveryMs: number;
  /** Looks in a row at which there was little to do. */
  readonly idleLooks: number;
  readonly pauseMs: number;
  /** Bytes in use, of which a collection would take longer than those may wait who come meanwhile. */
  readonly mostInUse: number;
}

const POLICY: IdlePolicy = { lookEveryMs: SECOND / 2, idleLooks: 3, pauseMs: 2 * MINUTE, mostInUse: 400 * MIB };

/** Share of the time between two looks that an idle process works at most. */
const LITTLE_WORK = 0.05;
/** Growth of the heap that is worth a collection, which stops the process for a tenth of a second or two. */
const LEAST_GROWTH = 32 * MIB;

/**
 * Returns memory to the operating system. V8 keeps what the heap once had, as after a start or a load, because it
 * expects to need it again; it takes a collection on low memory to let go of it. There is one when the process has had
 * nothing to do for a moment, the heap has grown since the last one, and that is long ago.
 */
export class IdleMemory {
  private timer: NodeJS.Timeout | undefined;
  private before = performance.eventLoopUtilization();
  private idle = 0;
  private collectedAt = -Infinity;
  private collectedSize = 0;

  constructor(
    private readonly logger: Logger,
    private readonly policy = POLICY,
  ) {}

  start(): void {
    this.timer = setInterval(() => this.look(), this.policy.lookEveryMs).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, this.before);
    this.before = now;
    this.idle = utilization < LITTLE_WORK ? this.idle + 1 : 0;
    const isDue = performance.now() - this.collectedAt > this.policy.pauseMs;
    if (this.idle < this.policy.idleLooks || !isDue) return;
    const { heapTotal, heapUsed } = process.memoryUsage();
    if (heapTotal - this.collectedSize < LEAST_GROWTH || heapUsed > this.policy.mostInUse) return;
    this.collect().catch((error: unknown) => this.logger.failure('memory.not_returned', error));
  }

  private async collect(): Promise<void> {
    this.collectedAt = performance.now();
    const { rss } = process.memoryUsage();
    const session = new Session();
    session.connect();
    try {
      // The only way to have it that both versions of Node have, and that is documented.
      await session.post('HeapProfiler.collectGarbage');
    } finally {
      session.disconnect();
    }
    const after = process.memoryUsage();
    this.collectedSize = after.heapTotal;
    this.logger.event('memory.returned', {
      mebibytes: Math.round((rss - after.rss) / MIB),
      durationMs: Math.round(performance.now() - this.collectedAt),
    });
  }
}
