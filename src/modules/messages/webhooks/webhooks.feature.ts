import type { Feature } from '../../../infra/features/feature.js';
import { WebhookAttempt } from './deliveries/webhook-attempt.entity.js';
import { WebhookDelivery } from './deliveries/webhook-delivery.entity.js';
import { WebhookSequence } from './deliveries/webhook-sequence.entity.js';
import { Webhook } from './webhook/webhook.entity.js';
import { WEBHOOKS_QUEUE } from './webhooks.queues.js';
import { WebhookConfig } from './webhooks.config.js';
import { WEBHOOK_TESTS } from './webhooks.limits.js';

export const webhooksFeature: Feature = {
  name: 'webhooks',
  tags: { Webhooks: 'Calls to your own servers when something happens.' },
  keyResources: ['webhooks'],
  config: [WebhookConfig],
  queues: [WEBHOOKS_QUEUE],
  quotas: [WEBHOOK_TESTS],
  entities: [Webhook, WebhookDelivery, WebhookAttempt, WebhookSequence],
  module: () => import('./webhooks.module.js'),
  http: () => import('./webhooks.http.module.js'),
  worker: () => import('./webhooks.worker.module.js'),
};
