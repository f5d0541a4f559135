import { AppConfig } from '../../../../infra/config/config.js';
import { Consumer, MessageConsumer } from '../../../../infra/queue/consumer.js';
import { DEFAULT_LANGUAGE } from '../../../../kernel/language.js';
import { isMessage, type Message } from '../../../../kernel/message.js';
import { MailApi } from '../../../messages/mail/mail.api.js';
import { NotificationsApi } from '../../../messages/notifications/notifications.api.js';
import { type UserRecord, UsersApi } from '../../../people/users/users.api.js';
import { ACTIVITY_LOG_RETURNED } from '../courses.events.js';
import type { ActivityTracker } from '../logs/activity-tracker.entity.js';
import { LogsRepository } from '../logs/logs.repository.js';
import { LOG_TEXTS } from '../mails/log-mails.js';
import { logReturnedMail } from '../mails/log-returned.template.js';
import { OfferingsRepository } from '../offerings/offerings.repository.js';
import { LogReaders } from './log-readers.js';
import { aboutReturnOf } from './log-reminders.js';

/**
 * Tells whoever wrote a log that it was returned, and with what note; when they do not teach in its week any more, those who
 * do. Under the lock on the log, so that nobody is told who has submitted it again.
 */
@Consumer({ name: 'courses.log-returns', messages: [ACTIVITY_LOG_RETURNED] })
export class LogReturnsConsumer extends MessageConsumer {
  constructor(
    private readonly logs: LogsRepository,
    private readonly offerings: OfferingsRepository,
    private readonly readers: LogReaders,
    private readonly users: UsersApi,
    private readonly mail: MailApi,
    private readonly notifications: NotificationsApi,
    private readonly app: AppConfig,
  ) {
    super();
  }

  async handle(message: Message): Promise<void> {
    if (!isMessage(message, ACTIVITY_LOG_RETURNED)) return;
    const log = await this.logs.lock(message.payload.logId);
    // The note is gone with the account of who wrote it.
    if (log?.state !== 'returned' || log.returnNote === null) return;
    const parts = (await this.offerings.partsOf([log.allocationId])).get(log.allocationId);
    if (!parts) return;
    const offering = `${parts.module.code} ${parts.module.name}, ${parts.class.name}`;
    // Of several returns the last is told, once.
    const cause = `${aboutReturnOf(log)}:${await this.logs.returnedAs(log.id)}`;
    const people = await this.users.findByIds(await this.readers.ofReturned(log));
    for (const person of people.values())
      if (person.isActive) await this.tell(person, { log, note: log.returnNote, offering, cause });
  }

  private async tell(person: UserRecord, { log, note, offering, cause }: Returned): Promise<void> {
    const { id: userId, email, name, timeZone, emailVerified } = person;
    const { allocationId: offeringId, weekNumber, returnedBy } = log;
    const language = person.language ?? DEFAULT_LANGUAGE;
    const { returned } = LOG_TEXTS[language];
    const logUrl = `${this.app.publicUrl}/app/logs/${offeringId}?week=${weekNumber}`;
    if (emailVerified)
      await this.mail.queue({
        template: logReturnedMail,
        to: { userId, email, name, timeZone, language },
        data: { offering, weekNumber, note, logUrl },
        ...{ cause, sender: null },
      });
    const notice = {
      title: returned.title(offering, weekNumber),
      message: `${returned.message(offering, weekNumber)} ${note}`,
    };
    const metadata = { offeringId, weekNumber, logId: log.id };
    await this.notifications.notify([
      { userId, type: 'LOG_RETURNED', ...notice, language, metadata, about: [returnedBy], cause },
    ]);
  }
}

interface Returned {
  readonly log: ActivityTracker;
  readonly note: string;
  readonly offering: string;
  readonly cause: string;
}
