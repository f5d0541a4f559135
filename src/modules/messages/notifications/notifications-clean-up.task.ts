import { Injectable } from '@nestjs/common';
import { CronConfig } from '../../../infra/config/config.js';
import { ScheduledTask } from '../../../infra/queue/scheduled-task.js';
import { NotificationsRepository } from './notifications.repository.js';
import { NotificationConfig } from './notifications.config.js';

const BATCH = 5_000;

/** Retention: deletes read notifications older than `NOTIFICATION_RETENTION_DAYS`. */
@Injectable()
export class NotificationsCleanUp extends ScheduledTask {
  readonly name = 'notifications.clean-up';
  readonly pattern: string;

  constructor(
    cron: CronConfig,
    private readonly config: NotificationConfig,
    private readonly notifications: NotificationsRepository,
  ) {
    super();
    this.pattern = cron.cleanUp;
  }

  async run(due: Date): Promise<void> {
    const limit = new Date(due.getTime() - this.config.retentionMs);
    while ((await this.notifications.deleteReadBefore(limit, BATCH)) === BATCH);
  }
}
