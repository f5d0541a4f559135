import { Injectable } from '@nestjs/common';
import { MailApi } from '../../../messages/mail/mail.api.js';
import { UsersApi } from '../../../people/users/users.api.js';
import type { ActivityTracker } from '../logs/activity-tracker.entity.js';
import { logReminderMail } from '../mails/log-reminder.template.js';
import { logReturnedMail } from '../mails/log-returned.template.js';
import { LogNoticesRepository } from './log-notices.repository.js';

interface Week {
  readonly allocationId: string;
  readonly weekNumber: number;
}

/** What everything is about that is told of an expected log. */
const aboutOf = ({ allocationId, weekNumber }: Week) => `log:${allocationId}:${weekNumber}`;

/** Idempotency key of what is told of an expected log by a rule, for the deadline that holds. */
export const causeOf = (log: Week & { readonly dueAt: string; readonly rule: string }) =>
  `${aboutOf(log)}:${Date.parse(log.dueAt)}:${log.rule}`;

/** What is told of a log that was returned is about who returned it, because it quotes them, and goes with their account. */
export const aboutReturnOf = ({ id, returnedBy }: Pick<ActivityTracker, 'id' | 'returnedBy'>) =>
  `log-returned:${returnedBy ?? ''}:${id}`;

/** Takes back reminders that are not sent yet, when the log is submitted or waived; in the transaction that does so. */
@Injectable()
export class LogReminders {
  constructor(
    private readonly notices: LogNoticesRepository,
    private readonly users: UsersApi,
    private readonly mail: MailApi,
  ) {}

  async withdraw(log: Week): Promise<void> {
    const people = await this.users.findByIds(await this.notices.remindedOf(log.allocationId, log.weekNumber));
    for (const { email } of people.values()) await this.mail.withdraw(logReminderMail, email, aboutOf(log));
  }

  /** What is said of a return that was answered meanwhile. */
  async withdrawReturn(log: ActivityTracker): Promise<void> {
    if (log.returnedBy !== null) await this.mail.withdrawFromAll(logReturnedMail, aboutReturnOf(log));
  }
}
