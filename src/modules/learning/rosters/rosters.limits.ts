import { defineQuota, defineRateLimit } from '../../../infra/config/limits.js';

/** Quota of bytes that files of rosters store, until their imports are applied or deleted. */
export const ROSTER_BYTES = defineQuota({
  name: 'roster-bytes',
  setting: 'RATE_LIMIT_ROSTER_BYTES',
  usual: '500000000/1d',
});

/** Rate limit of dry runs, each of which reads its file and compares it with all of the courses. */
export const ROSTER_CHECKS = defineRateLimit({
  name: 'roster-checks',
  setting: 'RATE_LIMIT_ROSTER_CHECKS',
  usual: '60/1h',
});
