import { defineError } from '../../../kernel/coded-error.js';

export const TOO_MANY_ONEROSTER_CLIENTS = defineError({
  code: 'too_many_oneroster_clients',
  kind: 'conflict',
  title: 'The organization has as many OneRoster clients as it can have.',
  description: 'An organization has at most 20. Delete one that is not used any more: `lastUsedAt` says which.',
});

export const ONEROSTER_EXPORT_RUNNING = defineError({
  code: 'oneroster_export_running',
  kind: 'conflict',
  title: 'Another archive of the organization is being written.',
  description: 'One is written at a time. Wait until it is there, then ask for another.',
});
