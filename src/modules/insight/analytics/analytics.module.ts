import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../../infra/database/database.module.js';
import { UsersModule } from '../../people/users/users.module.js';
import { AnalyticsEvents } from './analytics-events.repository.js';
import { AnalyticsCharges } from './analytics-charges.js';
import { AnalyticsService } from './analytics.service.js';
import { AnalyticsUserData } from './analytics.user-data.js';
import { AnalyticsEvent } from './entities/analytics-event.entity.js';

@Module({
  imports: [DatabaseModule.forFeature([AnalyticsEvent]), UsersModule],
  providers: [AnalyticsCharges, AnalyticsEvents, AnalyticsService, AnalyticsUserData],
  exports: [AnalyticsEvents, AnalyticsService],
})
export class AnalyticsModule {}
