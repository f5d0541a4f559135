import { defineError } from '../../kernel/coded-error.js';

export const TOKEN_MISSING = defineError({
  code: 'token_missing',
  kind: 'unauthenticated',
  title: 'An access token is needed.',
  description: 'Send `Authorization: Bearer <access token>`. Sign in to get one.',
});
export const TOKEN_INVALID = defineError({
  code: 'token_invalid',
  kind: 'unauthenticated',
  title: 'The access token is not valid.',
  description: 'The token is malformed, was not issued here, or is meant for another audience. Sign in again.',
});
export const TOKEN_EXPIRED = defineError({
  code: 'token_expired',
  kind: 'unauthenticated',
  title: 'The access token has expired.',
  description: 'Use the refresh token to get a new one.',
});
export const SESSION_ENDED = defineError({
  code: 'session_ended',
  kind: 'unauthenticated',
  title: 'The login session has ended.',
  description: 'The session was signed out or revoked, or the account was deactivated. Sign in again.',
});
