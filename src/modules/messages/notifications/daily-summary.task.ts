import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { AppConfig, CronConfig } from '../../../infra/config/config.js';
import { IsolatedRows } from '../../../infra/database/isolated-rows.js';
import { Transactional, Transactions } from '../../../infra/database/transactions.js';
import { Outbox } from '../../../infra/outbox/outbox.js';
import { ScheduledTask } from '../../../infra/queue/scheduled-task.js';
import { MailApi } from '../mail/mail.api.js';
import { type UserRecord, UsersApi } from '../../people/users/users.api.js';
import { SUMMARIZE_PERSON } from './notifications.jobs.js';
import { NotificationsRepository } from './notifications.repository.js';
import { dayBefore } from './summary-window.js';
import { NotificationConfig } from './notifications.config.js';
import { dailySummaryMail } from './mails/daily-summary.template.js';

const BATCH = 200;

/** Mails a summary to people with unread notifications of the last day. */
@Injectable()
export class DailySummaryTask extends ScheduledTask {
  readonly name = 'notifications.daily-summary';
  readonly pattern: string;

  constructor(
    config: NotificationConfig,
    private readonly cron: CronConfig,
    private readonly app: AppConfig,
    private readonly users: UsersApi,
    private readonly mail: MailApi,
    private readonly notifications: NotificationsRepository,
    private readonly rows: IsolatedRows,
    private readonly outbox: Outbox,
    readonly transactions: Transactions,
  ) {
    super();
    this.pattern = config.dailySummaryCron;
  }

  async run(due: Date): Promise<void> {
    let people: UserRecord[];
    let last: string | null = null;
    do {
      people = await this.users.listActive(last, BATCH);
      await this.summarize(people, due);
      last = people.at(-1)?.id ?? null;
    } while (people.length === BATCH);
  }

  /** Idempotent per tick: the day of the tick is the cause of the mail. */
  @Transactional()
  async summarize(people: readonly UserRecord[], due: Date): Promise<void> {
    const unread = await this.unreadOf(people, due);
    const readers = people.filter((person) => isReader(person, unread));
    const failed = await this.rows.forEach(this.name, readers, idOf, (person) => this.write(person, unread, due));
    for (const { id } of failed) await this.outbox.append(SUMMARIZE_PERSON, { userId: id, due: due.toISOString() });
  }

  /** Runs in the caller's transaction. */
  async summarizeOne(person: UserRecord, due: Date): Promise<void> {
    const unread = await this.unreadOf([person], due);
    if (isReader(person, unread)) await this.write(person, unread, due);
  }

  private unreadOf(people: readonly UserRecord[], due: Date): Promise<Map<string, number>> {
    return this.notifications.countUnreadOf(people.map(idOf), dayBefore(due, this.cron.timeZone));
  }

  private async write(
    { id, email, name, timeZone, language }: UserRecord,
    unread: ReadonlyMap<string, number>,
    due: Date,
  ): Promise<void> {
    await this.mail.queue({
      template: dailySummaryMail,
      to: { email, name, timeZone, language, userId: id },
      data: { date: dateIn(timeZone, due), unreadNotifications: unread.get(id) ?? 0, appUrl: this.app.publicUrl },
      cause: `daily-summary:${dateIn(this.cron.timeZone, due)}`,
      sender: null,
    });
  }
}

/** Only to verified addresses: others may be a stranger's. */
function isReader({ id, emailVerified }: UserRecord, unread: ReadonlyMap<string, number>): boolean {
  return emailVerified && unread.has(id);
}

const idOf = ({ id }: UserRecord) => id;

function dateIn(timeZone: string, moment: Date): string {
  return Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}
