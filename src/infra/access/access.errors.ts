import { defineError } from '../../kernel/coded-error.js';

export const TOKEN_MISSING = defineError({
  code: 'token_missing',
  kind: 'unauthenticated',
  title: 'An access token is needed.',
  description: 'Send `Authorization: Bearer <access token>`, or an API key in its place. Sign in to get a token.',
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
export const API_KEY_INVALID = defineError({
  code: 'api_key_invalid',
  kind: 'unauthenticated',
  title: 'The API key is not valid.',
  description: 'It is incomplete, mistyped, or was never issued here. `detail` says when its checksum is wrong.',
});
export const API_KEY_EXPIRED = defineError({
  code: 'api_key_expired',
  kind: 'unauthenticated',
  title: 'The API key has expired.',
  description: 'Make another one. Rotate a key before its end (`POST /api-keys/{id}/rotate`), so that nothing stops.',
});
export const API_KEY_REVOKED = defineError({
  code: 'api_key_revoked',
  kind: 'unauthenticated',
  title: 'The API key was revoked.',
  description: 'Its owner revoked it, or the account that it belongs to was deactivated.',
});
export const INSUFFICIENT_SCOPE = defineError({
  code: 'insufficient_scope',
  kind: 'forbidden',
  title: 'The API key lacks the scope for this.',
  description: '`scope` is what the operation needs; a `:write` scope includes `:read`. Make a key that has it.',
});
export const API_KEY_REFUSED = defineError({
  code: 'api_key_refused',
  kind: 'forbidden',
  title: 'API keys may not call this operation.',
  description: 'It is for signed-in people: send an access token. The document says so of each such operation.',
});
