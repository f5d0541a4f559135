import { Injectable } from '@nestjs/common';
import { currentLane, placeOf } from '../../../infra/outbox/lanes.js';
import { Outbox } from '../../../infra/outbox/outbox.js';
import type { NextAttempt } from './email-deliveries.repository.js';
import { MAIL_PRIORITY } from '../../../infra/mail/mail-template.js';
import { MAIL_QUEUE } from './mail.queues.js';
import { SEND_MAIL } from './mail.jobs.js';

/** `booking:<id>` of `booking:<id>:<sequence>`. */
function subjectOf(cause: string): string {
  return cause.split(':', 2).join(':');
}

/** Enqueues attempts in the lane of their sender, or else of whoever caused them (fair queueing). */
@Injectable()
export class MailAttempts {
  constructor(private readonly outbox: Outbox) {}

  /** @param until not before this time */
  async add({ deliveryId, attempt, priority, senderId, cause }: NextAttempt, until?: Date): Promise<void> {
    await this.outbox.append(
      SEND_MAIL,
      { deliveryId, attempt },
      {
        priority: MAIL_PRIORITY[priority],
        ...(cause && { about: `mail/${subjectOf(cause)}` }),
        lane: placeOf(senderId ?? currentLane(), MAIL_QUEUE.name),
        ...(until && { availableAt: until }),
      },
    );
  }
}
