import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { AppConfig, CronConfig } from '../../infra/config/config.js';
import { IsolatedRows } from '../../infra/database/isolated-rows.js';
import { Transactional, Transactions } from '../../infra/database/transactions.js';
import { ScheduledTask } from '../../infra/queue/scheduled-task.js';
import { MailApi } from '../mail/mail.api.js';
import { type UserRecord, UsersApi } from '../users/users.api.js';
import { NotificationsRepository } from './notifications.repository.js';
import { dayBefore } from './summary-window.js';

const BATCH = 200;

/** Writes to people who got something in the last day and have not read it. */
@Injectable()
export class DailySummaryTask extends ScheduledTask {
  readonly name = 'notifications.daily-summary';
  readonly pattern: string;

  constructor(
    private readonly cron: CronConfig,
    private readonly app: AppConfig,
    private readonly users: UsersApi,
    private readonly mail: MailApi,
    private readonly notifications: NotificationsRepository,
    private readonly rows: IsolatedRows,
    readonly transactions: Transactions,
  ) {
    super();
    this.pattern = cron.dailySummary;
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

  /** A tick that runs twice writes once, because the day of the tick is the cause. */
  @Transactional()
  async summarize(people: readonly UserRecord[], due: Date): Promise<void> {
    const since = dayBefore(due, this.cron.timeZone);
    const unread = await this.notifications.countUnreadOf(
      people.map(({ id }) => id),
      since,
    );
    // An address that nobody has verified may be a stranger's, who cannot stop what comes every day.
    const readers = people.filter(({ id, emailVerified }) => unread.has(id) && emailVerified);
    await this.rows.forEach(this.name, readers, idOf, ({ id, email, name, timeZone }) =>
      this.mail.queue({
        template: 'DAILY_SUMMARY',
        to: { email, name, timeZone, userId: id },
        data: { date: dateIn(timeZone, due), unreadNotifications: unread.get(id) ?? 0, appUrl: this.app.publicUrl },
        cause: `daily-summary:${dateIn(this.cron.timeZone, due)}`,
        sender: null,
      }),
    );
  }
}

const idOf = ({ id }: UserRecord) => id;

function dateIn(timeZone: string, moment: Date): string {
  return Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}
