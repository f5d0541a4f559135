import type { Type } from '@nestjs/common';

/** What a queue may be held to; a slice of the configuration has it. */
export interface QueueLimits {
  /** How many jobs a worker runs at once; that of all queues unless told. */
  readonly concurrency?: number;
  /** How many jobs all workers together begin in a minute. */
  readonly ratePerMinute?: number;
}

/** A queue that a feature has for itself. Its consumers name it; infra runs it. */
export interface FeatureQueue {
  readonly name: string;
  /** Messages wait for it in lanes of its own: what it may begin in a minute is limited, so its order decides who waits. */
  readonly hasLanes?: boolean;
  /** The configuration that limits it. */
  readonly limits?: Type<QueueLimits>;
}
