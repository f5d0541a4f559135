import { defineRateLimit } from '../../../infra/config/limits.js';

/** Rate limit of test e-mails of administrators. */
export const TEST_EMAILS = defineRateLimit({
  name: 'test-emails',
  setting: 'RATE_LIMIT_TEST_EMAILS',
  usual: '10/1h',
});
