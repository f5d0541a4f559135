import { Module } from '@nestjs/common';
import { MailModule } from '../../messages/mail/mail.module.js';
import { UsersModule } from '../../people/users/users.module.js';
import { AnalyticsCleanUp } from './analytics-clean-up.task.js';
import { AnalyticsCounter } from './counts/analytics-counter.js';
import { AnalyticsModule } from './analytics.module.js';
import { AnalyticsPartitions } from './analytics-partitions.repository.js';
import { AnalyticsPartitionsTask } from './analytics-partitions.task.js';
import { RecordDomainEvents } from './record-domain-events.consumer.js';
import { WeeklyReport } from './weekly-report.task.js';

@Module({
  imports: [AnalyticsModule, UsersModule, MailModule],
  providers: [
    AnalyticsCounter,
    AnalyticsPartitions,
    RecordDomainEvents,
    WeeklyReport,
    AnalyticsCleanUp,
    AnalyticsPartitionsTask,
  ],
})
export class AnalyticsWorkerModule {}
