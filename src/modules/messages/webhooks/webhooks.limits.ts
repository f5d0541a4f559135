import { defineQuota } from '../../../infra/config/limits.js';

/** Quota of tests and redeliveries on request. */
export const WEBHOOK_TESTS = defineQuota({
  name: 'webhook-tests',
  setting: 'RATE_LIMIT_WEBHOOK_TESTS',
  usual: '20/1m',
});
