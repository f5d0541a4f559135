import { defineQuota } from '../../../infra/config/limits.js';

/** Changes by the link of a guest, per booking. */
export const BOOKING_LINK = defineQuota({
  name: 'booking-link',
  setting: 'RATE_LIMIT_BOOKING_LINK',
  usual: '10/1d',
});
