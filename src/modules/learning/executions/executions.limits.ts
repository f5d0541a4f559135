import { defineQuota, defineRateLimit } from '../../../infra/config/limits.js';

/** Rate limit of running programs. */
export const EXECUTE = defineRateLimit({ name: 'execute', setting: 'RATE_LIMIT_EXECUTE', usual: '60/1m' });

/** Rate limit of what is typed for programs that run, over HTTP. */
export const EXECUTE_INPUT = defineRateLimit({
  name: 'execute-input',
  setting: 'RATE_LIMIT_EXECUTE_INPUT',
  usual: '600/1m',
});

/** Quota of the bytes of programs and their input, which are kept with the run, per person. */
export const EXECUTED_BYTES = defineQuota({
  name: 'execute-bytes',
  setting: 'RATE_LIMIT_EXECUTE_BYTES',
  usual: '100000000/1d',
});

/** Quota of runs in the rooms of one organization. */
export const EXECUTED_IN_ORGANIZATION = defineQuota({
  name: 'execute-organization',
  setting: 'RATE_LIMIT_EXECUTE_ORGANIZATION',
  usual: '1200/1m',
});
