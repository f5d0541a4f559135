import type { TextKey } from '../../texts/use-text.ts';

/** What consumers and scheduled tasks do, in words; others are called by their names. */
const WORK: Readonly<Record<string, TextKey>> = {
  'analytics.record': 'admin.job.record',
  'analytics.weekly-report': 'admin.job.weekly-report',
  'auth.account-mail': 'admin.job.account-mail',
  'auth.account-notices': 'admin.job.account-notices',
  'auth.expiring-api-keys': 'admin.job.expiring-keys',
  'bookings.guest-accounts': 'admin.job.guest-accounts',
  'bookings.lapsed-requests': 'admin.job.lapsed-requests',
  'bookings.mail': 'admin.job.booking-mail',
  'bookings.notices': 'admin.job.booking-notices',
  'bookings.recounted-days': 'admin.job.recounted-days',
  'bookings.reminders': 'admin.job.reminders',
  'event-types.former-members': 'admin.job.former-members',
  'mail.release-held': 'admin.job.release-held',
  'mail.send': 'admin.job.send-mail',
  'notifications.daily-summary': 'admin.job.daily-summary',
  'notifications.summary-again': 'admin.job.daily-summary',
  'organizations.invitation-mail': 'admin.job.invitation-mail',
  'organizations.membership-notices': 'admin.job.membership-notices',
  'series.extension': 'admin.job.series-extension',
  'series.guests': 'admin.job.guest-accounts',
  'series.mail': 'admin.job.series-mail',
  'series.notices': 'admin.job.series-notices',
  'slots.lapsed-holds': 'admin.job.lapsed-holds',
  'users.erasure': 'admin.job.erasure',
  'users.stalled-erasures': 'admin.job.erasure',
  'waitlist.archived-types': 'admin.job.waitlist-end',
  'waitlist.freed-slots': 'admin.job.waitlist-offer',
  'waitlist.further-searches': 'admin.job.waitlist-offer',
  'waitlist.lapsed-offers': 'admin.job.lapsed-offers',
  'waitlist.offer-messages': 'admin.job.offer-messages',
  'waitlist.opened-times': 'admin.job.waitlist-offer',
  'webhooks.deliver': 'admin.job.deliver',
  'webhooks.fan-out': 'admin.job.fan-out',
  'webhooks.former-managers': 'admin.job.former-members',
};

/** @returns null for what has no words of its own */
export function workOf(name: string): TextKey | null {
  return WORK[name] ?? (name.endsWith('.clean-up') ? 'admin.job.clean-up' : null);
}

/** What comes of it when it is tried again. */
export function retryConsequenceOf(name: string): TextKey {
  if (name.startsWith('webhooks.')) return 'admin.retry.webhook';
  return name === 'mail.send' || name.endsWith('mail') ? 'admin.retry.mail' : 'admin.retry.step';
}
