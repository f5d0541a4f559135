import { defineJob, type Message } from '../../../kernel/message.js';

/** One attempt: its number binds the job to a state of the delivery, so that a repeated job cannot send out of turn. */
export interface DeliveryAttempt {
  readonly deliveryId: string;
  readonly attempt: number;
}

export const DELIVER_WEBHOOK = defineJob<DeliveryAttempt>('webhooks.deliver');

/** Fan-out for one webhook that failed among others, with the original message. */
export interface TellWebhook {
  readonly webhookId: string;
  readonly fact: Pick<Message, 'id' | 'name' | 'payload'> & {
    /** ISO 8601, UTC. */
    readonly createdAt: string;
  };
}

export const TELL_WEBHOOK = defineJob<TellWebhook>('webhooks.tell');
