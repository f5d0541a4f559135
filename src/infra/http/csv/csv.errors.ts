import { defineError } from '../../../kernel/coded-error.js';

export const TOO_MANY_DOWNLOADS = defineError({
  code: 'too_many_downloads',
  kind: 'too_many_requests',
  title: 'Too many downloads are under way.',
  description: 'An account may download three files at once. Wait until one of them is there.',
});
