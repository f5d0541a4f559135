import { MailConfig } from '../../../infra/config/config.js';
import type { FeatureQueue } from '../../../infra/features/feature-queue.js';

/** What the provider takes in a minute is limited, so mails wait here, and senders in turn. */
export const MAIL_QUEUE: FeatureQueue = { name: 'mail', hasLanes: true, limits: MailConfig };
