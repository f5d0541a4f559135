import { DAY } from '../../../kernel/clock.js';
import type { SettingsOf } from '../../../infra/config/config-slice.js';
import { cron, integer } from '../../../infra/config/fields.js';

const settings = {
  ANALYTICS_RETENTION_DAYS: integer(1, 3650, 400),
  WEEKLY_REPORT_CRON: cron('0 10 * * 1'),
};

export class AnalyticsConfig {
  static readonly settings = settings;

  readonly retentionMs: number;
  readonly weeklyReportCron: string;

  constructor(env: SettingsOf<typeof settings>) {
    this.retentionMs = env.ANALYTICS_RETENTION_DAYS * DAY;
    this.weeklyReportCron = env.WEEKLY_REPORT_CRON;
  }
}
