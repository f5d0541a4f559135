import type { Feature } from '../../../infra/features/feature.js';
import { AnalyticsEvent } from './entities/analytics-event.entity.js';
import { AnalyticsConfig } from './analytics.config.js';
import { weeklyReportMail } from './mails/weekly-report.template.js';
import { ANALYTICS, ANALYTICS_BYTES } from './analytics.limits.js';

export const analyticsFeature: Feature = {
  name: 'analytics',
  tags: { Analytics: 'Events and the dashboard.' },
  config: [AnalyticsConfig],
  rateLimits: [ANALYTICS],
  quotas: [ANALYTICS_BYTES],
  entities: [AnalyticsEvent],
  module: () => import('./analytics.module.js'),
  http: () => import('./analytics.http.module.js'),
  worker: () => import('./analytics.worker.module.js'),
  mails: [weeklyReportMail],
};
