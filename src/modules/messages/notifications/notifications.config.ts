import { DAY } from '../../../kernel/clock.js';
import type { SettingsOf } from '../../../infra/config/config-slice.js';
import { cron, integer } from '../../../infra/config/fields.js';

const settings = {
  NOTIFICATION_RETENTION_DAYS: integer(1, 3650, 90),

  DAILY_SUMMARY_CRON: cron('0 9 * * *'),
};

export class NotificationConfig {
  static readonly settings = settings;

  /** Retention of read notifications, from their creation. */
  readonly retentionMs: number;
  readonly dailySummaryCron: string;

  constructor(env: SettingsOf<typeof settings>) {
    this.retentionMs = env.NOTIFICATION_RETENTION_DAYS * DAY;
    this.dailySummaryCron = env.DAILY_SUMMARY_CRON;
  }
}
