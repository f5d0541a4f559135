import { applyDecorators, Injectable, SetMetadata } from '@nestjs/common';
import type { JobsOptions } from 'bullmq';
import type { Message, MessageType } from '../../kernel/message.js';
import { isGathering } from '../database/gathering.js';
import type { FeatureQueue } from '../features/feature-queue.js';

export interface ConsumerOptions {
  /** Unique and stable: it is stored with every message. `<feature>.<purpose>`, no colon. */
  readonly name: string;
  readonly messages: ReadonlyArray<MessageType<object>>;
  readonly queue?: FeatureQueue;
  /**
   * `transactional` (default): `handle` runs in the transaction that records the message as processed, so its effect
   * happens exactly once. `external`: for effects outside the database (an e-mail, a web request); `handle` runs
   * without a transaction and at least once, so it has to make repetition harmless by itself.
   */
  readonly effect?: 'transactional' | 'external';
  /**
   * Batching: its messages may be handled together with others, also of other consumers, concurrently in one
   * transaction, so that their statements are batched (`gatherable`). For high-volume events, and for a `handle` that
   * neither waits for exclusive locks nor uses savepoints (`attempt`). When a batch fails, its messages are handled one
   * by one.
   */
  readonly together?: true;
}

export const CONSUMER_OPTIONS = 'lyceum:consumer';

/** Marks a provider of a worker module as a consumer of messages. */
export const Consumer = (options: ConsumerOptions) =>
  applyDecorators(Injectable(), SetMetadata(CONSUMER_OPTIONS, options));

/**
 * For a message that needs a transaction of its own, although its consumer is `together`. To be called before anything
 * was written for it.
 */
export function needsToBeAlone(): void {
  if (isGathering()) throw new HandledAlone();
}

export class HandledAlone extends Error {}

/**
 * Thrown by a consumer that cannot begin yet, before it has done anything: the job waits, and this was none of its
 * attempts.
 */
export class PutOff extends Error {
  constructor(readonly forMs: number) {
    super(`It is to begin in ${Math.ceil(forMs)} ms.`);
  }
}

/** A consumer reads the state again, tolerates its absence, and throws only when a retry can help. */
export abstract class MessageConsumer {
  /** Overrides the defaults of retries, for example from configuration. */
  readonly jobOptions: Pick<JobsOptions, 'attempts' | 'backoff'> = {};

  abstract handle(message: Message): Promise<void>;
}
