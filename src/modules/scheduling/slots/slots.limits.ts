import { defineQuota, defineRateLimit } from '../../../infra/config/limits.js';

/** Rate limit of holds. */
export const HOLD = defineRateLimit({
  name: 'hold',
  setting: 'RATE_LIMIT_HOLDS',
  usual: '30/1m',
  formerly: { setting: 'RATE_LIMIT_HOLDS_PER_MINUTE', window: '1m' },
});

/** Quota of slots that an account books or waits for. */
export const SLOTS_ACCOUNT = defineQuota({
  name: 'slots-account',
  setting: 'RATE_LIMIT_SLOTS_ACCOUNT',
  usual: '200/1h',
});

/** Quota of slots of one event type that guests from one network book or wait for. */
export const SLOTS_NETWORK = defineQuota({
  name: 'slots-network',
  setting: 'RATE_LIMIT_SLOTS_NETWORK',
  usual: '200/1h',
});

/** Quota of slots that are booked or waited for with one guest's e-mail address. */
export const SLOTS_ADDRESS = defineQuota({
  name: 'slots-address',
  setting: 'RATE_LIMIT_SLOTS_ADDRESS',
  usual: '20/1d',
});
