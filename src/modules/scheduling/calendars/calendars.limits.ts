import { defineRateLimit } from '../../../infra/config/limits.js';

/** Rate limit of reading feeds. */
export const CALENDAR_FEED = defineRateLimit({
  name: 'calendar-feed',
  setting: 'RATE_LIMIT_CALENDAR_FEEDS',
  usual: '120/1m',
  formerly: { setting: 'RATE_LIMIT_CALENDAR_FEEDS_PER_MINUTE', window: '1m' },
});

/** Rate limit of syncing external calendars on request. */
export const CALENDAR_SYNC = defineRateLimit({
  name: 'calendar-sync',
  setting: 'RATE_LIMIT_CALENDAR_SYNCS',
  usual: '60/1h',
  formerly: { setting: 'RATE_LIMIT_CALENDAR_SYNCS_PER_HOUR', window: '1h' },
});
