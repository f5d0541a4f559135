import { defineJob } from '../../../kernel/message.js';

/** One attempt. Its number is a fencing token: repeated jobs of earlier attempts are stale. */
export interface MailAttempt {
  readonly deliveryId: string;
  readonly attempt: number;
}

export const SEND_MAIL = defineJob<MailAttempt>('mail.send');
