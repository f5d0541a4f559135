import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../../infra/database/database.module.js';
import { UsersModule } from '../../people/users/users.module.js';
import { AnalyticsEvents } from './analytics-events.repository.js';
import { AnalyticsCharges } from './analytics-charges.js';
import { AnalyticsService } from './analytics.service.js';
import { AnalyticsUserData } from './analytics.user-data.js';
import { AnalyticsCounts } from './counts/analytics-counts.repository.js';
import { AnalyticsRollUp } from './counts/analytics-roll-up.repository.js';
import { AnalyticsEvent } from './entities/analytics-event.entity.js';

@Module({
  imports: [DatabaseModule.forFeature([AnalyticsEvent]), UsersModule],
  providers: [AnalyticsCharges, AnalyticsCounts, AnalyticsEvents, AnalyticsRollUp, AnalyticsService, AnalyticsUserData],
  exports: [AnalyticsCounts, AnalyticsEvents, AnalyticsRollUp, AnalyticsService],
})
export class AnalyticsModule {}
