import { defineError } from '../../../kernel/coded-error.js';

export const TOO_MANY_STREAMS = defineError({
  code: 'too_many_streams',
  kind: 'too_many_requests',
  title: 'Too many streams are open.',
  description: 'An account may have five open streams. Close one, or share one between the windows of a browser.',
});
