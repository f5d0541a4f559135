import { defineQuota, defineRateLimit } from './limits.js';

/** Of every request whose route has no limit of its own. */
export const GENERAL = defineRateLimit({
  name: 'general',
  setting: 'RATE_LIMIT_GENERAL',
  usual: '600/1m',
  formerly: { setting: 'RATE_LIMIT_GENERAL_PER_MINUTE', window: '1m' },
});

/** Of every request that comes with an API key, for each key by itself. */
export const API_KEY = defineRateLimit({ name: 'api-key', setting: 'RATE_LIMIT_API_KEY', usual: '600/1m' });

/** People whom an account has written to. */
export const MAILED_ACCOUNT = defineQuota({
  name: 'mailed-account',
  setting: 'RATE_LIMIT_MAILED_ACCOUNT',
  usual: '2000/1h',
});

/** The same while the account's address is not verified. */
export const MAILED_UNVERIFIED = defineQuota({
  name: 'mailed-unverified',
  setting: 'RATE_LIMIT_MAILED_UNVERIFIED',
  usual: '50/1d',
});

/** The same of people without an account, by the network that they come from. */
export const MAILED_NETWORK = defineQuota({
  name: 'mailed-network',
  setting: 'RATE_LIMIT_MAILED_NETWORK',
  usual: '300/1h',
});

/** What one recipient may get. */
export const MAILED_RECIPIENT = defineQuota({
  name: 'mailed-recipient',
  setting: 'RATE_LIMIT_MAILED_RECIPIENT',
  usual: '60/1h',
});

/** Those that infra counts by itself; features bring their own. */
export const INFRA_RATE_LIMITS = [GENERAL, API_KEY];
export const INFRA_QUOTAS = [MAILED_ACCOUNT, MAILED_UNVERIFIED, MAILED_NETWORK, MAILED_RECIPIENT];
