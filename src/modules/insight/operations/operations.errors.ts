import { defineError } from '../../../kernel/coded-error.js';

export const JOB_NOT_FAILED = defineError({
  code: 'job_not_failed',
  kind: 'conflict',
  title: 'The job is not failed.',
  description: 'It was retried already, or it runs or waits. Read the list of failed jobs again.',
});
