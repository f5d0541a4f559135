/**
 * The queues of the system. `cron` runs scheduled tasks, `mail` is slow and rate limited, `webhooks` waits for the
 * servers of others, `events` is the rest.
 */
export const QUEUES = ['events', 'mail', 'webhooks', 'cron'] as const;
export type QueueName = (typeof QUEUES)[number];

/** Where messages with a lane go: what it may send in a minute is limited, so its order decides who waits. */
export const PACED_QUEUE: QueueName = 'mail';

/** What a job carries: the message is read from the database, so that Redis holds nothing that cannot be lost. */
export interface MessageJobData {
  readonly messageId: string;
}

/** Deterministic, so that handing a message over twice adds one job. BullMQ refuses `:` in an id. */
export function messageJobId(consumer: string, messageId: string, round: number): string {
  return round === 0 ? `${consumer}-${messageId}` : `${consumer}-${messageId}-r${round}`;
}
