import { defineRateLimit } from '../../../infra/config/limits.js';

/** Rate limit of guests who come into rooms. */
export const GUEST_ENTRY = defineRateLimit({
  name: 'guest-entry',
  setting: 'RATE_LIMIT_GUEST_ENTRIES',
  usual: '60/1m',
});

/** Rate limit of comparing versions and of looking at a moment, which take far longer than reading. */
export const ROOM_READING = defineRateLimit({
  name: 'room-reading',
  setting: 'RATE_LIMIT_ROOM_READINGS',
  usual: '60/1m',
});
