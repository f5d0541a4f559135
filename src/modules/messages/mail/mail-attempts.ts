import { Injectable } from '@nestjs/common';
import { Outbox } from '../../../infra/outbox/outbox.js';
import type { NextAttempt } from './email-deliveries.repository.js';
import { MAIL_PRIORITY } from '../../../infra/mail/mail-template.js';
import { SEND_MAIL } from './mail.jobs.js';

/** The system's own mails take turns with those of each person. */
const SYSTEM = 'system';

/** Puts attempts to send into the queue, in the lane of their sender. */
@Injectable()
export class MailAttempts {
  constructor(private readonly outbox: Outbox) {}

  /** @param until not made before this moment */
  async add({ deliveryId, attempt, priority, senderId }: NextAttempt, until?: Date): Promise<void> {
    await this.outbox.append(
      SEND_MAIL,
      { deliveryId, attempt },
      { priority: MAIL_PRIORITY[priority], lane: `mail/${senderId ?? SYSTEM}`, ...(until && { availableAt: until }) },
    );
  }
}
