import { MailConfig } from '../../../infra/config/config.js';
import type { FeatureQueue } from '../../../infra/features/feature-queue.js';

/** Rate-limited, because providers are, with a lane per sender. */
export const MAIL_QUEUE: FeatureQueue = { name: 'mail', hasLanes: true, limits: MailConfig };
