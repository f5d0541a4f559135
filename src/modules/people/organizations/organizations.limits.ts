import { defineRateLimit } from '../../../infra/config/limits.js';

/** Invitations into organizations. */
export const INVITATION = defineRateLimit({
  name: 'invitation',
  setting: 'RATE_LIMIT_INVITATIONS',
  usual: '300/1h',
  formerly: { setting: 'RATE_LIMIT_INVITATIONS_PER_HOUR', window: '1h' },
});
