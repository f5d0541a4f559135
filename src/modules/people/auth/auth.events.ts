import { defineEvent } from '../../../kernel/message.js';

export const LOGIN_SUCCEEDED = defineEvent<{ userId: string; sessionId: string }>('auth.login_succeeded');
/** Why a sign-in failed. Nobody outside is told: an unknown address and a wrong password look the same. */
export const LOGIN_FAILURES = ['unknown_address', 'wrong_password', 'account_deactivated'] as const;
export type LoginFailure = (typeof LOGIN_FAILURES)[number];

/**
 * Somebody did not get in. `email` is what was tried, in lower case, `address` where from; `accountId` is whose account it
 * was, who need not have been there: they are no `userId`, because it is not their act.
 */
export const LOGIN_FAILED = defineEvent<{
  accountId: string | null;
  email: string;
  address: string;
  reason: LoginFailure;
}>('auth.login_failed');
/** Written for every request, known address or not, so that both take the same path and time. */
export const PASSWORD_RESET_REQUESTED = defineEvent<{ email: string }>('auth.password_reset_requested');
export const VERIFICATION_REQUESTED = defineEvent<{ userId: string }>('auth.verification_requested');
export const PASSWORD_CHANGED = defineEvent<{ userId: string; address: string }>('auth.password_changed');
export const REFRESH_TOKEN_REUSE_DETECTED = defineEvent<{ userId: string; sessionId: string; address: string }>(
  'auth.refresh_token_reuse_detected',
);
export const EMAIL_VERIFIED = defineEvent<{ userId: string }>('auth.email_verified');
/** The password was given; the address changes once the new one is confirmed. */
export const EMAIL_CHANGE_REQUESTED = defineEvent<{ userId: string; email: string }>('auth.email_change_requested');
/** The owner of the address that the account had before took it back, with a new password. */
export const EMAIL_CHANGE_REVERTED = defineEvent<{ userId: string; address: string }>('auth.email_change_reverted');
/** `userId` gave the password and made it, for themselves or for a service account; `address` is where from. */
export const API_KEY_CREATED = defineEvent<{ userId: string; keyId: string; address: string }>('auth.api_key_created');
export const API_KEY_REVOKED_BY_OWNER = defineEvent<{ userId: string; keyId: string }>('auth.api_key_revoked');
/** It ends within a week. */
export const API_KEY_EXPIRING = defineEvent<{ userId: string; keyId: string }>('auth.api_key_expiring');
