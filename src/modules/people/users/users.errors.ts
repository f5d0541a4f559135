import { defineError } from '../../../kernel/coded-error.js';
import { mapConstraint } from '../../../infra/database/constraint-errors.js';

export const EMAIL_TAKEN = defineError({
  code: 'email_taken',
  kind: 'conflict',
  title: 'The e-mail address belongs to an account.',
  description: 'Sign in with this address, or reset its password.',
});
export const USERNAME_TAKEN = defineError({
  code: 'username_taken',
  kind: 'conflict',
  title: 'The username is taken.',
  description:
    'Somebody has it, had it in the last 90 days, or has a page under it. Upper and lower case are the same. Choose another one.',
});
export const LAST_ADMIN = defineError({
  code: 'last_admin',
  kind: 'conflict',
  title: 'The last active administrator cannot be lost.',
  description:
    'Make somebody else an administrator first, who can sign in: whoever was invited counts once they have chosen a password.',
});

export const OWN_ACCOUNT = defineError({
  code: 'own_account',
  kind: 'conflict',
  title: 'This is your own account.',
  description: 'Administrators close their own account as everybody does, with their password: `DELETE /users/me`.',
});

mapConstraint('users_email_key', EMAIL_TAKEN);
mapConstraint('users_username_key', USERNAME_TAKEN);
