/**
 * held: waits until the address of the account that has it sent is verified; queued: waits for its (next) attempt; sending: handed to the provider, outcome not recorded yet; sent: the provider
 * took it; failed: given up; bounced: the recipient's address was refused.
 */
export const EMAIL_STATUSES = ['held', 'queued', 'sending', 'sent', 'failed', 'bounced'] as const;
export type EmailStatus = (typeof EMAIL_STATUSES)[number];
