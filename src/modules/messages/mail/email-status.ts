/**
 * `held`: until the sender's address is verified; `queued`: waits for its (next) attempt; `sending`: handed to the
 * provider, outcome not recorded yet; `sent`: accepted by the provider; `failed`: given up; `bounced`: the recipient's
 * address was rejected.
 */
export const EMAIL_STATUSES = ['held', 'queued', 'sending', 'sent', 'failed', 'bounced'] as const;
export type EmailStatus = (typeof EMAIL_STATUSES)[number];
