import { defineRateLimit } from '../../../infra/config/limits.js';

/** Rate limit of tokens for programs that read rosters: a token lives for an hour. */
export const ROSTER_TOKEN = defineRateLimit({
  name: 'oneroster-token',
  setting: 'RATE_LIMIT_ONEROSTER',
  usual: '30/1m',
});

/** Rate limit of whole rosters as files: each reads all of an institution, and is kept in memory until it is sent. */
export const ROSTER_EXPORT = defineRateLimit({
  name: 'oneroster-export',
  setting: 'RATE_LIMIT_ONEROSTER_EXPORT',
  usual: '10/15m',
});
