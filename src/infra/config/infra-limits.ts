import { defineQuota, defineRateLimit } from './limits.js';

/** Rate limit of routes without one of their own. */
export const GENERAL = defineRateLimit({
  name: 'general',
  setting: 'RATE_LIMIT_GENERAL',
  usual: '600/1m',
  formerly: { setting: 'RATE_LIMIT_GENERAL_PER_MINUTE', window: '1m' },
});

/** Rate limit of requests with an API key, for each key by itself. */
export const API_KEY = defineRateLimit({ name: 'api-key', setting: 'RATE_LIMIT_API_KEY', usual: '600/1m' });

/** People to whom an account has mails sent. */
export const MAILED_ACCOUNT = defineQuota({
  name: 'mailed-account',
  setting: 'RATE_LIMIT_MAILED_ACCOUNT',
  usual: '2000/1h',
});

/** People to whom an account has mails sent while its own address is not verified. */
export const MAILED_UNVERIFIED = defineQuota({
  name: 'mailed-unverified',
  setting: 'RATE_LIMIT_MAILED_UNVERIFIED',
  usual: '50/1d',
});

/** People to whom guests have mails sent, by the network that these come from. */
export const MAILED_NETWORK = defineQuota({
  name: 'mailed-network',
  setting: 'RATE_LIMIT_MAILED_NETWORK',
  usual: '300/1h',
});

/** Mails to one recipient. */
export const MAILED_RECIPIENT = defineQuota({
  name: 'mailed-recipient',
  setting: 'RATE_LIMIT_MAILED_RECIPIENT',
  usual: '60/1h',
});

/** Limits of infra itself; features bring their own. */
export const INFRA_RATE_LIMITS = [GENERAL, API_KEY];
export const INFRA_QUOTAS = [MAILED_ACCOUNT, MAILED_UNVERIFIED, MAILED_NETWORK, MAILED_RECIPIENT];
