import { defineQuota } from '../../../infra/config/limits.js';

/** Quota of bytes that files of rosters store, until their imports are applied or deleted. */
export const ROSTER_BYTES = defineQuota({
  name: 'roster-bytes',
  setting: 'RATE_LIMIT_ROSTER_BYTES',
  usual: '500000000/1d',
});
