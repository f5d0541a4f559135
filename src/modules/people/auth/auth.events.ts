import { defineEvent } from '../../../kernel/message.js';

export const LOGIN_SUCCEEDED = defineEvent<{ userId: string; sessionId: string }>('auth.login_succeeded');
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
