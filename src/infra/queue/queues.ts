import type { FeatureQueue } from '../features/feature-queue.js';
import { registeredFeatures } from '../features/registered-features.js';
import { USUAL_QUEUE } from '../outbox/lanes.js';

/** The default queue. */
export const EVENTS_QUEUE: FeatureQueue = { name: USUAL_QUEUE, hasLanes: true };

/** Runs scheduled tasks. */
export const CRON_QUEUE = 'cron';

/** The queues whose jobs are messages. */
export function messageQueues(): FeatureQueue[] {
  return [EVENTS_QUEUE, ...registeredFeatures().flatMap(({ queues = [] }) => queues)];
}

/** Those for which messages wait in the outbox, in lanes. */
export function lanedQueues(): FeatureQueue[] {
  return messageQueues().filter(({ hasLanes }) => hasLanes);
}

export function queueNames(): string[] {
  const workQueues = registeredFeatures().flatMap((feature) => feature.workQueues ?? []);
  return [...messageQueues().map(({ name }) => name), ...workQueues, CRON_QUEUE];
}

/** Name of the job of all consumers of a message that are handled together. */
export const TOGETHER_JOB = 'together';

/** Data of a job: the message is read from the database, so that Redis holds nothing that must not be lost. */
export interface MessageJobData {
  readonly messageId: string;
  /** Of `TOGETHER_JOB`: the names of the consumers. */
  readonly consumers?: readonly string[];
  /** Not to be handled together with others: it was tried. */
  readonly isAlone?: boolean;
}

/** Deterministic job id, so that publishing a message twice adds one job. BullMQ refuses `:` in an id. */
export function messageJobId(consumer: string, messageId: string, round: number): string {
  return round === 0 ? `${consumer}-${messageId}` : `${consumer}-${messageId}-r${round}`;
}
