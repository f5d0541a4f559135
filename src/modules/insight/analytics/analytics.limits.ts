import { defineQuota, defineRateLimit } from '../../../infra/config/limits.js';

/** Rate limit of recording events. */
export const ANALYTICS = defineRateLimit({
  name: 'analytics',
  setting: 'RATE_LIMIT_ANALYTICS',
  usual: '300/1m',
  formerly: { setting: 'RATE_LIMIT_ANALYTICS_PER_MINUTE', window: '1m' },
});

/** Quota of bytes that recorded events store. */
export const ANALYTICS_BYTES = defineQuota({
  name: 'analytics-bytes',
  setting: 'RATE_LIMIT_ANALYTICS_BYTES',
  usual: '5000000/1h',
});
