import { defineEvent } from '../../kernel/message.js';

export const LOGIN_SUCCEEDED = defineEvent<{ userId: string; sessionId: string }>('auth.login_succeeded');
/** Written for every request, known address or not, so that both take the same path and time. */
export const PASSWORD_RESET_REQUESTED = defineEvent<{ email: string }>('auth.password_reset_requested');
export const VERIFICATION_REQUESTED = defineEvent<{ userId: string }>('auth.verification_requested');
export const PASSWORD_CHANGED = defineEvent<{ userId: string; address: string }>('auth.password_changed');
export const REFRESH_TOKEN_REUSE_DETECTED = defineEvent<{ userId: string; sessionId: string; address: string }>(
  'auth.refresh_token_reuse_detected',
);
export const EMAIL_VERIFIED = defineEvent<{ userId: string }>('auth.email_verified');
