import type { SignedInUser } from '@lyceum/sdk';
import type { TextKey } from '../texts/use-text.ts';

export interface Place {
  readonly to:
    | '/bookings'
    | '/calendar'
    | '/event-types'
    | '/waitlist'
    | '/rooms'
    | '/logs'
    | '/courses'
    | '/schedules'
    | '/absences'
    | '/calendars'
    | '/notifications'
    | '/profile'
    | '/keys'
    | '/organizations'
    | '/admin'
    | '/admin/people'
    | '/admin/bookings'
    | '/admin/organizations'
    | '/admin/rooms'
    | '/admin/jobs'
    | '/admin/emails'
    | '/admin/analytics'
    | '/admin/activity'
    | '/admin/configuration';
  readonly name: TextKey;
  /** Whether places below it are places of their own. */
  readonly isExact?: true;
  /** Whether somebody has any business there; what they may do, the server says. */
  readonly isFor: (user: SignedInUser) => boolean;
}

const isAdmin = ({ role }: SignedInUser) => role === 'admin';

/** What the navigation and the commands lead to. */
export const PLACES: readonly Place[] = [
  { to: '/bookings', name: 'bookings.title', isFor: () => true },
  { to: '/calendar', name: 'calendar.title', isFor: () => true },
  { to: '/event-types', name: 'eventTypes.title', isFor: () => true },
  { to: '/waitlist', name: 'waitlist.title', isFor: () => true },
  { to: '/rooms', name: 'rooms.title', isFor: () => true },
  { to: '/logs', name: 'logs.title', isFor: () => true },
  { to: '/courses', name: 'courses.title', isFor: () => true },
  { to: '/schedules', name: 'schedules.title', isFor: () => true },
  { to: '/absences', name: 'absences.title', isFor: () => true },
  { to: '/calendars', name: 'calendars.title', isFor: () => true },
  { to: '/notifications', name: 'notifications.title', isFor: () => true },
  { to: '/profile', name: 'profile.title', isFor: () => true },
  { to: '/keys', name: 'keys.title', isFor: () => true },
  { to: '/organizations', name: 'organizations.title', isFor: () => true },
  { to: '/admin', name: 'admin.title', isExact: true, isFor: isAdmin },
  { to: '/admin/people', name: 'admin.people', isFor: isAdmin },
  { to: '/admin/bookings', name: 'bookings.all', isFor: isAdmin },
  { to: '/admin/organizations', name: 'admin.organizations', isFor: isAdmin },
  { to: '/admin/rooms', name: 'admin.rooms', isFor: isAdmin },
  { to: '/admin/jobs', name: 'admin.jobs', isFor: isAdmin },
  { to: '/admin/emails', name: 'admin.emails', isFor: isAdmin },
  { to: '/admin/analytics', name: 'admin.analytics', isFor: isAdmin },
  { to: '/admin/activity', name: 'audit.title', isFor: isAdmin },
  { to: '/admin/configuration', name: 'admin.configuration', isFor: isAdmin },
];
