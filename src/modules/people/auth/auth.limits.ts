import { defineRateLimit } from '../../../infra/config/limits.js';

/** Requests that check a password. */
export const SIGN_IN = defineRateLimit({
  name: 'sign-in',
  setting: 'RATE_LIMIT_SIGN_IN',
  usual: '20/1m',
  formerly: { setting: 'RATE_LIMIT_SIGN_IN_PER_MINUTE', window: '1m' },
});

/** Sign-ups. */
export const SIGN_UP = defineRateLimit({
  name: 'sign-up',
  setting: 'RATE_LIMIT_SIGN_UP',
  usual: '100/1h',
  formerly: { setting: 'RATE_LIMIT_SIGN_UP_PER_HOUR', window: '1h' },
});

/** Requests for mails about an account, and uses of their links. */
export const PASSWORD_RESET = defineRateLimit({
  name: 'password-reset',
  setting: 'RATE_LIMIT_PASSWORD_RESET',
  usual: '10/1h',
  formerly: { setting: 'RATE_LIMIT_PASSWORD_RESET_PER_HOUR', window: '1h' },
});
