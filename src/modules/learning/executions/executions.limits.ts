import { defineQuota, defineRateLimit } from '../../../infra/config/limits.js';

/** Rate limit of running programs. */
export const EXECUTE = defineRateLimit({ name: 'execute', setting: 'RATE_LIMIT_EXECUTE', usual: '60/1m' });

/** Quota of runs in the rooms of one organization. */
export const EXECUTED_IN_ORGANIZATION = defineQuota({
  name: 'execute-organization',
  setting: 'RATE_LIMIT_EXECUTE_ORGANIZATION',
  usual: '1200/1m',
});
