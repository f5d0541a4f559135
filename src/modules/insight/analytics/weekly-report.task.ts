import { Injectable } from '@nestjs/common';
import { AppConfig, CronConfig } from '../../../infra/config/config.js';
import { IsolatedRows } from '../../../infra/database/isolated-rows.js';
import { ScheduledTask } from '../../../infra/queue/scheduled-task.js';
import { DEFAULT_LANGUAGE, inLanguages, type Language } from '../../../kernel/language.js';
import { MailApi } from '../../messages/mail/mail.api.js';
import { UsersApi } from '../../people/users/users.api.js';
import { AnalyticsConfig } from './analytics.config.js';
import { AnalyticsCounts } from './counts/analytics-counts.repository.js';
import { reportedEvents } from './domain-events.js';
import { type ReportedWeek, reportedWeek } from './reported-week.js';
import { weeklyReportMail } from './mails/weekly-report.template.js';

interface Figure {
  readonly label: Readonly<Record<Language, string>>;
  readonly value: number;
  readonly previous: number;
}

const ACTIVE_PEOPLE = inLanguages({ en: 'Active people', fr: 'Personnes actives' });
const EVENTS = inLanguages({ en: 'Events', fr: 'Événements' });

/** Tells the administrators what happened in the last week. */
@Injectable()
export class WeeklyReport extends ScheduledTask {
  readonly name = 'analytics.weekly-report';
  readonly pattern: string;

  constructor(
    config: AnalyticsConfig,
    private readonly cron: CronConfig,
    private readonly app: AppConfig,
    private readonly counts: AnalyticsCounts,
    private readonly users: UsersApi,
    private readonly mail: MailApi,
    private readonly rows: IsolatedRows,
  ) {
    super();
    this.pattern = config.weeklyReportCron;
  }

  async run(due: Date): Promise<void> {
    const week = reportedWeek(due, this.cron.timeZone);
    const figures = await this.figures(week);
    const administrators = await this.users.listActiveAdmins();
    const failed = await this.rows.forEach(
      this.name,
      administrators,
      ({ id }) => id,
      ({ id, email, name, timeZone, language }) =>
        this.mail.queue({
          template: weeklyReportMail,
          to: { userId: id, email, name, timeZone, language },
          data: {
            from: week.firstDay,
            to: week.lastDay,
            figures: figures.map(({ label, ...figure }) => ({ ...figure, label: label[language ?? DEFAULT_LANGUAGE] })),
            appUrl: this.app.publicUrl,
          },
          cause: `weekly-report:${week.name}`,
          sender: null,
        }),
    );
    // The whole task is retried, which is idempotent per recipient.
    if (failed.length > 0) throw new Error(`The report could not be written to ${failed.length} administrators.`);
  }

  private async figures({ from, to, previousFrom }: ReportedWeek): Promise<Figure[]> {
    const reported = reportedEvents();
    const types = reported.map(([, eventType]) => eventType);
    const [span, before] = [
      { from, to },
      { from: previousFrom, to: from },
    ];
    const { overview: totals } = await this.counts.of(span);
    const { overview: totalsBefore } = await this.counts.of(before);
    const counts = await this.counts.domainCounts(span, types);
    const countsBefore = await this.counts.domainCounts(before, types);
    return [
      { label: ACTIVE_PEOPLE, value: totals.uniqueUsers, previous: totalsBefore.uniqueUsers },
      ...reported.map(([label, eventType]) => ({
        label,
        value: counts.get(eventType) ?? 0,
        previous: countsBefore.get(eventType) ?? 0,
      })),
      { label: EVENTS, value: totals.totalEvents, previous: totalsBefore.totalEvents },
    ];
  }
}
