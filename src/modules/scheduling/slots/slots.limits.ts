import { defineQuota, defineRateLimit } from '../../../infra/config/limits.js';

/** Slots that are held. */
export const HOLD = defineRateLimit({
  name: 'hold',
  setting: 'RATE_LIMIT_HOLDS',
  usual: '30/1m',
  formerly: { setting: 'RATE_LIMIT_HOLDS_PER_MINUTE', window: '1m' },
});

/** Slots that an account takes or waits for. */
export const SLOTS_ACCOUNT = defineQuota({
  name: 'slots-account',
  setting: 'RATE_LIMIT_SLOTS_ACCOUNT',
  usual: '200/1h',
});

/** Slots of one event type that guests from one network take or wait for. */
export const SLOTS_NETWORK = defineQuota({
  name: 'slots-network',
  setting: 'RATE_LIMIT_SLOTS_NETWORK',
  usual: '200/1h',
});

/** Slots that are taken or waited for under one address of a guest. */
export const SLOTS_ADDRESS = defineQuota({
  name: 'slots-address',
  setting: 'RATE_LIMIT_SLOTS_ADDRESS',
  usual: '20/1d',
});
