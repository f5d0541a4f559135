import { defineEvent } from '../../../kernel/message.js';

export const LOGIN_SUCCEEDED = defineEvent<{ userId: string; sessionId: string }>('auth.login_succeeded');
/**
 * Reason of a failed sign-in. Clients do not get it, against user enumeration: an unknown address or username and
 * a wrong password look the same.
 */
export const LOGIN_FAILURES = ['unknown_address', 'unknown_username', 'wrong_password', 'account_deactivated'] as const;
export type LoginFailure = (typeof LOGIN_FAILURES)[number];

/**
 * A failed sign-in. `email`: the address of the account, or the attempted one, in lower case, and null for a username that
 * nobody has; `address`: network address of the client; `accountId`: the account. It is not named `userId`, because its owner is not the acting person.
 */
export const LOGIN_FAILED = defineEvent<{
  accountId: string | null;
  email: string | null;
  address: string;
  reason: LoginFailure;
}>('auth.login_failed');
/** The person ended the login session themselves. */
export const LOGGED_OUT = defineEvent<{ userId: string; sessionId: string }>('auth.logged_out');
/** Written for every request, whether or not the address has an account: no timing side channel (user enumeration). */
export const PASSWORD_RESET_REQUESTED = defineEvent<{ email: string }>('auth.password_reset_requested');
export const VERIFICATION_REQUESTED = defineEvent<{ userId: string }>('auth.verification_requested');
export const PASSWORD_CHANGED = defineEvent<{ userId: string; address: string }>('auth.password_changed');
/** An administrator (`actorId`) ended `count` login sessions of the person. */
export const LOGIN_SESSIONS_ENDED = defineEvent<{ userId: string; actorId: string; count: number }>(
  'auth.login_sessions_ended',
  'userId',
);
export const REFRESH_TOKEN_REUSE_DETECTED = defineEvent<{ userId: string; sessionId: string; address: string }>(
  'auth.refresh_token_reuse_detected',
);
export const EMAIL_VERIFIED = defineEvent<{ userId: string }>('auth.email_verified');
/** Requested with the password; the address changes when the new one is confirmed. */
export const EMAIL_CHANGE_REQUESTED = defineEvent<{ userId: string; email: string }>('auth.email_change_requested');
/** The owner of the former address reverted the change, with a new password. */
export const EMAIL_CHANGE_REVERTED = defineEvent<{ userId: string; address: string }>('auth.email_change_reverted');
/** `userId` created it with their password, for `accountId`: themselves or a service account. `address`: of the network. */
export const API_KEY_CREATED = defineEvent<{
  userId: string;
  accountId: string;
  keyId: string;
  scopes: readonly string[];
  address: string;
}>('auth.api_key_created');
export const API_KEY_REVOKED_BY_OWNER = defineEvent<{ userId: string; keyId: string }>('auth.api_key_revoked');
/** It expires within a week. */
export const API_KEY_EXPIRING = defineEvent<{ userId: string; keyId: string }>('auth.api_key_expiring');
