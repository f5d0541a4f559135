import { Injectable } from '@nestjs/common';
import { DatabaseClock } from '../../../../infra/database/database-clock.js';
import { MailReviewer, type MailToSend } from '../../../messages/mail/mail.api.js';
import { OrganizationsApi } from '../../../people/organizations/organizations.api.js';
import { UsersApi } from '../../../people/users/users.api.js';
import { type LogAlertData, logAlertMail } from '../mails/log-alert.template.js';
import { logDigestMail } from '../mails/log-digest.template.js';
import type { LogLine } from '../mails/log-mails.js';
import { type LogReminderData, logReminderMail } from '../mails/log-reminder.template.js';
import { logReturnedMail } from '../mails/log-returned.template.js';
import { LogsRepository } from '../logs/logs.repository.js';
import { LogNoticesRepository } from './log-notices.repository.js';
import { LogReaders } from './log-readers.js';

/**
 * Reads again what mails about weekly logs say, before they are sent: nobody is reminded of a log that is submitted, waived,
 * expected by another deadline, overdue, of an offering that is archived, or owed by somebody else by now.
 */
@Injectable()
export class LogMailReviewer extends MailReviewer {
  readonly templates = [logReminderMail, logAlertMail, logDigestMail, logReturnedMail].map(({ name }) => name);

  constructor(
    private readonly notices: LogNoticesRepository,
    private readonly readers: LogReaders,
    private readonly logs: LogsRepository,
    private readonly organizations: OrganizationsApi,
    private readonly users: UsersApi,
    private readonly clock: DatabaseClock,
  ) {
    super();
  }

  async dataNow({ template, userId, cause, data }: MailToSend): Promise<object | null> {
    const person = userId === null ? null : await this.users.findById(userId);
    if (!person?.isActive) return null;
    switch (template) {
      case logReminderMail.name: {
        const reminder = data as LogReminderData;
        const [line] = await this.stillSo(person.id, [reminder], 'before:');
        return line ? reminder : null;
      }
      case logAlertMail.name:
        return this.alertNow(person.id, data as LogAlertData);
      case logDigestMail.name:
        return (await this.organizations.courseManagersOf(idIn(cause, 1))).includes(person.id) ? data : null;
      default: {
        const log = await this.logs.findById(idIn(cause, 2));
        return log && (await this.readers.ofReturned(log)).includes(person.id) ? data : null;
      }
    }
  }

  /** Without the logs that came meanwhile, as far as it names them. */
  private async alertNow(userId: string, alert: LogAlertData): Promise<LogAlertData | null> {
    const logs = await this.stillSo(userId, alert.logs, alert.what);
    const count = alert.count - (alert.logs.length - logs.length);
    return count > 0 ? { ...alert, count, logs } : null;
  }

  /** Of what a mail says to somebody, what is still so, and for them. */
  private async stillSo(userId: string, lines: readonly LogLine[], rule: string): Promise<LogLine[]> {
    const told = lines.map(({ offeringId, weekNumber, dueAt }) => ({ allocationId: offeringId, weekNumber, dueAt }));
    const news = await this.readers.of(await this.notices.stillSo(told, rule, await this.clock.now()));
    const weeks = new Set(
      [...news].flatMap(([one, readers]) =>
        readers.includes(userId) ? [`${one.allocationId} ${one.weekNumber}`] : [],
      ),
    );
    return lines.filter(({ offeringId, weekNumber }) => weeks.has(`${offeringId} ${weekNumber}`));
  }
}

/** Of a cause such as `log-digest:<id>:<moment>`. */
function idIn(cause: string, place: number): string {
  return cause.split(':')[place] ?? '';
}
