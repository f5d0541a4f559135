import { registeredFeatures } from '../../../infra/features/registered-features.js';
import { isReserved } from './page-name.rules.js';

export const USERNAME_MIN = 3;
export const USERNAME_MAX = 30;

/** Never an e-mail address, so that a sign-in knows which of the two it was given. */
export const USERNAME = /^[A-Za-z0-9_-]+$/;

/** What our own addresses begin with beside the names of the features: nobody is called like a part of the installation. */
const PLACES: ReadonlySet<string> = new Set([
  'academic-sessions',
  'activity-tracker',
  'admin',
  'api-keys',
  'bookables',
  'booking-series',
  'calendar-feeds',
  'classes',
  'cohorts',
  'course-holidays',
  'course-meetings',
  'course-offerings',
  'erasures',
  'execute',
  'external-calendars',
  'facilitators',
  'freebusy',
  'holds',
  'ims',
  'intakes',
  'invitations',
  'join-codes',
  'join-requests',
  'log-expectations',
  'logos',
  'me',
  'metrics',
  'modes',
  'modules',
  'out-of-office',
  'pictures',
  'reflect',
  'rooms',
  'roster-imports',
  'roster-templates',
  'schedules',
  'session-invitations',
  'students',
  'waitlist-offers',
  'webhook-deliveries',
]);

/** Whether nobody may have it, however it is written: `no_reply` passes for `no-reply`. */
export function isReservedUsername(username: string): boolean {
  const name = username
    .toLowerCase()
    .replaceAll('_', '-')
    .replace(/^-+|-+$/g, '');
  return isReserved(name) || PLACES.has(name) || registeredFeatures().some((feature) => feature.name === name);
}

export function isUsername(text: unknown): text is string {
  return typeof text === 'string' && text.length >= USERNAME_MIN && text.length <= USERNAME_MAX && USERNAME.test(text);
}
