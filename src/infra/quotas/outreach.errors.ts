import { defineError } from '../../kernel/coded-error.js';

export const EMAIL_NOT_VERIFIED = defineError({
  code: 'email_not_verified',
  kind: 'forbidden',
  title: 'Verify your e-mail address first.',
  description:
    'An account whose address is not verified invites nobody into an organization, can name few other people in a day, and ' +
    'what goes to them waits until it is. ' +
    'Follow the link of the first e-mail, or ask for another with `POST /auth/email-verification`.',
});
