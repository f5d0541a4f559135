import type { Feature } from '../../../infra/features/feature.js';
import { testEmailMail } from './mails/test-email.template.js';
import { EMAIL_CONTENT_READ } from './mail.events.js';
import { TEST_EMAILS } from './mail.limits.js';
import { MAIL_PROVIDER, MAIL_QUEUE } from './mail.queues.js';
import { EmailOptOut } from './subscriptions/email-opt-out.entity.js';
import { EmailDelivery } from './entities/email-delivery.entity.js';

export const mailFeature: Feature = {
  name: 'mail',
  rateLimits: [TEST_EMAILS],
  outsideServices: [MAIL_PROVIDER],
  queues: [MAIL_QUEUE],
  events: [{ type: EMAIL_CONTENT_READ, audit: 'security' }],
  mails: [testEmailMail],
  entities: [EmailDelivery, EmailOptOut],
  module: () => import('./mail.module.js'),
  http: () => import('./mail.http.module.js'),
  worker: () => import('./mail.worker.module.js'),
};
