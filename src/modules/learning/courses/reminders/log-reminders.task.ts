import { Injectable } from '@nestjs/common';
import { DatabaseClock } from '../../../../infra/database/database-clock.js';
import { Transactions } from '../../../../infra/database/transactions.js';
import { ScheduledTask } from '../../../../infra/queue/scheduled-task.js';
import { LogNews } from './log-news.js';
import { LogNoticesRepository } from './log-notices.repository.js';

const BATCH = 200;

/** Reminds of logs before they are due, tells which are missing, and makes the digest of the day. */
@Injectable()
export class LogRemindersTask extends ScheduledTask {
  readonly name = 'courses.log-reminders';
  readonly pattern = '* * * * *';

  constructor(
    private readonly notices: LogNoticesRepository,
    private readonly news: LogNews,
    private readonly clock: DatabaseClock,
    private readonly transactions: Transactions,
  ) {
    super();
  }

  /** What is due by now, not by the tick: state and time are read again. */
  async run(): Promise<void> {
    await this.runAt(await this.clock.now());
  }

  async runAt(now: Date): Promise<void> {
    while (await this.transactions.run(() => this.tellSome(now)));
    await this.transactions.run(async () => {
      for (const digest of await this.notices.takeDigests(now)) await this.news.digest(digest, now);
    });
  }

  /** @returns whether there may be more; not when nobody could be told, or it would be taken again at once */
  private async tellSome(now: Date): Promise<boolean> {
    const due = await this.notices.takeDue(now, BATCH);
    const isNew = await this.news.tell(due);
    return isNew && due.length === BATCH;
  }
}
