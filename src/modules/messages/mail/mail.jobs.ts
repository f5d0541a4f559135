import { defineJob } from '../../../kernel/message.js';

/** One attempt: its number binds the job to a state of the delivery, so that a repeated job cannot send out of turn. */
export interface MailAttempt {
  readonly deliveryId: string;
  readonly attempt: number;
}

export const SEND_MAIL = defineJob<MailAttempt>('mail.send');
