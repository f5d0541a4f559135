import { defineRateLimit } from '../../../infra/config/limits.js';

/** Rate limit of tokens for programs that read rosters: a token lives for an hour. */
export const ROSTER_TOKEN = defineRateLimit({
  name: 'oneroster-token',
  setting: 'RATE_LIMIT_ONEROSTER',
  usual: '30/1m',
});
