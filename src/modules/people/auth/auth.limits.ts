import { defineRateLimit } from '../../../infra/config/limits.js';

/** Whatever a password is tried with. */
export const SIGN_IN = defineRateLimit({
  name: 'sign-in',
  setting: 'RATE_LIMIT_SIGN_IN',
  usual: '20/1m',
  formerly: { setting: 'RATE_LIMIT_SIGN_IN_PER_MINUTE', window: '1m' },
});

/** New accounts. */
export const SIGN_UP = defineRateLimit({
  name: 'sign-up',
  setting: 'RATE_LIMIT_SIGN_UP',
  usual: '100/1h',
  formerly: { setting: 'RATE_LIMIT_SIGN_UP_PER_HOUR', window: '1h' },
});

/** What is mailed about an account because somebody asked for it, and what its links are used for. */
export const PASSWORD_RESET = defineRateLimit({
  name: 'password-reset',
  setting: 'RATE_LIMIT_PASSWORD_RESET',
  usual: '10/1h',
  formerly: { setting: 'RATE_LIMIT_PASSWORD_RESET_PER_HOUR', window: '1h' },
});
