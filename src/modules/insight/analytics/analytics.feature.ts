import type { Feature } from '../../../infra/features/feature.js';
import { AnalyticsEvent } from './entities/analytics-event.entity.js';

export const analyticsFeature: Feature = {
  name: 'analytics',
  entities: [AnalyticsEvent],
  module: () => import('./analytics.module.js'),
  http: () => import('./analytics.http.module.js'),
  worker: () => import('./analytics.worker.module.js'),
};
