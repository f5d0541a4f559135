import { defineQuota } from '../../../infra/config/limits.js';

/** Tests and redeliveries that somebody asks for. */
export const WEBHOOK_TESTS = defineQuota({
  name: 'webhook-tests',
  setting: 'RATE_LIMIT_WEBHOOK_TESTS',
  usual: '20/1m',
});
