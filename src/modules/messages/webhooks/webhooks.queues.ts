import type { FeatureQueue } from '../../../infra/features/feature-queue.js';
import { WebhookConfig } from './webhooks.config.js';

/** A queue of its own, so that receivers that do not answer keep nothing else waiting. */
export const WEBHOOKS_QUEUE: FeatureQueue = { name: 'webhooks', limits: WebhookConfig };
