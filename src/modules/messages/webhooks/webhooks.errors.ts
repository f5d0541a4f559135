import { defineError } from '../../../kernel/coded-error.js';

export const WEBHOOK_INACTIVE = defineError({
  code: 'webhook_inactive',
  kind: 'conflict',
  title: 'The webhook is not active.',
  description: 'Nothing is sent to it, tests and redeliveries included. Set `isActive` first.',
});
export const TOO_MANY_WEBHOOKS = defineError({
  code: 'too_many_webhooks',
  kind: 'unprocessable',
  title: 'There are as many webhooks as there may be.',
  description: 'A person or an organization has at most 20 webhooks. Delete one that is not needed.',
});
export const DELIVERY_UNDER_WAY = defineError({
  code: 'delivery_under_way',
  kind: 'conflict',
  title: 'The delivery is under way.',
  description:
    'It waits for its next attempt or is being sent. Only what was delivered, failed or dropped is sent again.',
});
