import { defineError } from '../../../kernel/coded-error.js';

export const TOO_MANY_ONEROSTER_CLIENTS = defineError({
  code: 'too_many_oneroster_clients',
  kind: 'conflict',
  title: 'The organization has as many OneRoster clients as it can have.',
  description: 'An organization has at most 20. Delete one that is not used any more: `lastUsedAt` says which.',
});
