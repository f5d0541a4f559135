import type { TextKey } from '../../texts/use-text.ts';

/** What consumers and scheduled tasks do, in words; others are called by their names. */
const WORK: Readonly<Record<string, TextKey>> = {
  'analytics.partitions': 'admin.job.partitions',
  'analytics.record': 'admin.job.record',
  'analytics.weekly-report': 'admin.job.weekly-report',
  'audit.partitions': 'admin.job.partitions',
  'auth.account-mail': 'admin.job.account-mail',
  'auth.account-notices': 'admin.job.account-notices',
  'auth.expiring-api-keys': 'admin.job.expiring-keys',
  'bookings.guest-accounts': 'admin.job.guest-accounts',
  'bookings.lapsed-requests': 'admin.job.lapsed-requests',
  'bookings.mail': 'admin.job.booking-mail',
  'bookings.notices': 'admin.job.booking-notices',
  'bookings.recounted-days': 'admin.job.recounted-days',
  'bookings.reminders': 'admin.job.reminders',
  'bookings.rooms': 'admin.job.booking-rooms',
  'courses.log-reminders': 'admin.job.log-reminders',
  'courses.log-returns': 'admin.job.log-returns',
  'courses.log-submissions': 'admin.job.log-submissions',
  'courses.outlived-places': 'admin.job.outlived-places',
  'courses.timetable-keeping': 'admin.job.timetable-keeping',
  'courses.timetable-news': 'admin.job.timetable-news',
  'event-types.former-members': 'admin.job.former-members',
  'event-types.host-notices': 'admin.job.host-notices',
  'executions.dispatch': 'admin.job.dispatch',
  'mail.release-held': 'admin.job.release-held',
  'mail.send': 'admin.job.send-mail',
  'notifications.daily-summary': 'admin.job.daily-summary',
  'notifications.summary-again': 'admin.job.daily-summary',
  'organizations.invitation-mail': 'admin.job.invitation-mail',
  'organizations.joining': 'admin.job.joining',
  'organizations.membership-notices': 'admin.job.membership-notices',
  'rosters.arrivals': 'admin.job.arrivals',
  'rosters.jobs': 'admin.job.roster-imports',
  'series.extension': 'admin.job.series-extension',
  'series.guests': 'admin.job.guest-accounts',
  'series.mail': 'admin.job.series-mail',
  'series.notices': 'admin.job.series-notices',
  'series.zone-data': 'admin.job.zone-data',
  'sessions.collaborator-notices': 'admin.job.collaborator-notices',
  'slots.lapsed-holds': 'admin.job.lapsed-holds',
  'users.erasure': 'admin.job.erasure',
  'users.former-slugs': 'admin.job.former-slugs',
  'users.stalled-erasures': 'admin.job.erasure',
  'waitlist.archived-types': 'admin.job.waitlist-end',
  'waitlist.freed-slots': 'admin.job.waitlist-offer',
  'waitlist.further-searches': 'admin.job.waitlist-offer',
  'waitlist.lapsed-offers': 'admin.job.lapsed-offers',
  'waitlist.offer-messages': 'admin.job.offer-messages',
  'waitlist.opened-times': 'admin.job.waitlist-offer',
  'waitlist.removal-messages': 'admin.job.removal-messages',
  together: 'admin.job.together',
  'webhooks.deliver': 'admin.job.deliver',
  'webhooks.fan-out': 'admin.job.fan-out',
  'webhooks.former-managers': 'admin.job.former-members',
};

/** @returns null for what has no words of its own */
export function workOf(name: string): TextKey | null {
  return WORK[name] ?? (/[.-]clean-up$/.test(name) ? 'admin.job.clean-up' : null);
}

/** What comes of it when it is tried again. */
export function retryConsequenceOf(name: string): TextKey {
  if (name.startsWith('webhooks.')) return 'admin.retry.webhook';
  return name === 'mail.send' || name.endsWith('mail') ? 'admin.retry.mail' : 'admin.retry.step';
}
