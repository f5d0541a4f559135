import type { Feature } from '../../../infra/features/feature.js';
import { NotificationFeed } from './entities/notification-feed.entity.js';
import { Notification } from './entities/notification.entity.js';
import { NotificationConfig } from './notifications.config.js';
import { dailySummaryMail } from './mails/daily-summary.template.js';

export const notificationsFeature: Feature = {
  name: 'notifications',
  tags: { Notifications: 'What happened, in the app and as a stream.' },
  keyResources: ['notifications'],
  config: [NotificationConfig],
  entities: [Notification, NotificationFeed],
  module: () => import('./notifications.module.js'),
  http: () => import('./notifications.http.module.js'),
  worker: () => import('./notifications.worker.module.js'),
  mails: [dailySummaryMail],
};
