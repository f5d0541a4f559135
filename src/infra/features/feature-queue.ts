import type { Type } from '@nestjs/common';
import type { OutsideService } from '../circuits/outside-service.js';

/** Limits of a queue, from a configuration slice. */
export interface QueueLimits {
  /** How many jobs a worker runs at once; by default the setting for all queues. */
  readonly concurrency?: number;
  /** How many jobs all workers together begin in a minute. */
  readonly ratePerMinute?: number;
}

/** A queue of a feature's own. Its consumers name it; infra runs it. */
export interface FeatureQueue {
  readonly name: string;
  /** Messages wait for it in lanes of its own (fair queueing): its rate is limited, so its order decides who waits. */
  readonly hasLanes?: boolean;
  /** The configuration that limits it. */
  readonly limits?: Type<QueueLimits>;
  /** What its jobs call: while the circuit is open, its messages wait in the outbox. */
  readonly calls?: OutsideService;
}
