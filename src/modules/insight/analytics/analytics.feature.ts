import type { Feature } from '../../../infra/features/feature.js';
import { AnalyticsCount } from './counts/analytics-count.entity.js';
import { AnalyticsPendingCount } from './counts/analytics-pending-count.entity.js';
import { AnalyticsPerson } from './counts/analytics-person.entity.js';
import { AnalyticsVisit } from './counts/analytics-visit.entity.js';
import { AnalyticsEvent } from './entities/analytics-event.entity.js';
import { AnalyticsConfig } from './analytics.config.js';
import { weeklyReportMail } from './mails/weekly-report.template.js';
import { ANALYTICS, ANALYTICS_BYTES } from './analytics.limits.js';

export const analyticsFeature: Feature = {
  name: 'analytics',
  tags: { Analytics: 'Events and the dashboard.' },
  keyResources: ['analytics'],
  config: [AnalyticsConfig],
  rateLimits: [ANALYTICS],
  quotas: [ANALYTICS_BYTES],
  entities: [AnalyticsCount, AnalyticsEvent, AnalyticsPendingCount, AnalyticsPerson, AnalyticsVisit],
  module: () => import('./analytics.module.js'),
  http: () => import('./analytics.http.module.js'),
  worker: () => import('./analytics.worker.module.js'),
  mails: [weeklyReportMail],
};
