import type { FeatureQueue } from '../../../infra/features/feature-queue.js';
import { WebhookConfig } from './webhooks.config.js';

/** A queue of its own, so that slow receivers delay nothing else. */
export const WEBHOOKS_QUEUE: FeatureQueue = { name: 'webhooks', limits: WebhookConfig };
