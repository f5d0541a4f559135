import { WebhookConfig } from '../../../infra/config/config.js';
import type { FeatureQueue } from '../../../infra/features/feature-queue.js';

/** A queue of its own, so that receivers that do not answer keep nothing else waiting. */
export const WEBHOOKS_QUEUE: FeatureQueue = { name: 'webhooks', limits: WebhookConfig };
