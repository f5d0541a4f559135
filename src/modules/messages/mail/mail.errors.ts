import { defineError } from '../../../kernel/coded-error.js';

export const EMAIL_NOT_FAILED = defineError({
  code: 'email_not_failed',
  kind: 'conflict',
  title: 'The e-mail has not failed.',
  description: 'Only an e-mail that failed or bounced can be sent again.',
});
export const EMAIL_CONTENT_REMOVED = defineError({
  code: 'email_content_removed',
  kind: 'conflict',
  title: 'The content of the e-mail is no longer stored.',
  description:
    'An e-mail with a secret link (verification, password reset, invitation) is not kept after it failed. ' +
    'Ask for a new one instead.',
});
