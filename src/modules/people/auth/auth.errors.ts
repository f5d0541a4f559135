import { defineError } from '../../../kernel/coded-error.js';
import { MOST_KEYS } from './api-keys/api-key.rules.js';

export const INVALID_CREDENTIALS = defineError({
  code: 'invalid_credentials',
  kind: 'unauthenticated',
  title: 'The e-mail address, the username or the password is wrong.',
  description: 'The answer is the same for unknown addresses and usernames and for wrong passwords.',
});
export const ACCOUNT_DEACTIVATED = defineError({
  code: 'account_deactivated',
  kind: 'forbidden',
  title: 'The account is deactivated.',
  description: 'Ask an administrator to reactivate it. Only who knows the password is told.',
});
export const SIGN_IN_THROTTLED = defineError({
  code: 'sign_in_throttled',
  kind: 'too_many_requests',
  title: 'Too many sign-in attempts.',
  description:
    'The delay grows with every attempt. Wait for `Retry-After` seconds. The attempts of others do not delay networks and ' +
    'devices in which you signed in before; who has neither sets a new password by mail and signs in from there.',
});
export const REFRESH_TOKEN_INVALID = defineError({
  code: 'refresh_token_invalid',
  kind: 'unauthenticated',
  title: 'The refresh token is not valid.',
  description: 'It is unknown, expired, or its login session has ended. Sign in again.',
});
export const REFRESH_TOKEN_REUSED = defineError({
  code: 'refresh_token_reused',
  kind: 'unauthenticated',
  title: 'The refresh token was used before.',
  description: 'Somebody may have copied it, so the login session was ended and its owner was told. Sign in again.',
});
export const PASSWORD_TOO_COMMON = defineError({
  code: 'password_too_common',
  kind: 'unprocessable',
  title: 'The password is too easy to guess.',
  description:
    'It is on the list of common passwords or repeats the e-mail address, username or name. Choose another one.',
});
export const EMAIL_DISPOSABLE = defineError({
  code: 'email_disposable',
  kind: 'unprocessable',
  title: 'The e-mail address is of a mailbox that is thrown away.',
  description:
    'Its provider gives mailboxes that anybody reads, or that are gone in minutes. Use an address that stays yours: what is ' +
    'about your bookings and your account goes there.',
});
export const WRONG_PASSWORD = defineError({
  code: 'wrong_password',
  kind: 'unprocessable',
  title: 'The password is wrong.',
  description: 'What gives an account away, such as another password or address, needs the current password.',
});
export const LINK_INVALID = defineError({
  code: 'link_invalid',
  kind: 'gone',
  title: 'The link does not work any more.',
  description:
    'It was used, has expired, belongs to another account, or the credentials have changed since. Ask for a new one.',
});
export const EMAIL_ALREADY_VERIFIED = defineError({
  code: 'email_already_verified',
  kind: 'conflict',
  title: 'The e-mail address is verified.',
  description: 'Nothing has to be done.',
});
export const TOO_MANY_API_KEYS = defineError({
  code: 'too_many_api_keys',
  kind: 'conflict',
  title: 'There are too many API keys.',
  description: `An account has at most ${MOST_KEYS} that work. Revoke those that no app uses any more.`,
});
export const JOIN_CODE_INVALID = defineError({
  code: 'join_code_invalid',
  kind: 'not_found',
  title: 'The code is not valid.',
  description: 'It was mistyped, has ended, or is used up. Ask the organization for another one.',
});
export const TOO_MANY_JOIN_REQUESTS = defineError({
  code: 'too_many_join_requests',
  kind: 'conflict',
  title: 'There are too many requests to join.',
  description: 'At most a thousand wait for an organization, and a person has at most ten. Ask again later.',
});
