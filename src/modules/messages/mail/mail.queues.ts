import { MailConfig } from '../../../infra/config/config.js';
import type { OutsideService } from '../../../infra/circuits/outside-service.js';
import type { FeatureQueue } from '../../../infra/features/feature-queue.js';

/** Whoever `EMAIL_PROVIDER` names. */
export const MAIL_PROVIDER: OutsideService = { name: 'mail', isOurs: true };

/** Rate-limited, because providers are, with a lane per sender. */
export const MAIL_QUEUE: FeatureQueue = { name: 'mail', hasLanes: true, limits: MailConfig, calls: MAIL_PROVIDER };
