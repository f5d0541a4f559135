import type { SignedInUser } from '@lyceum/sdk';
import type { TextKey } from '../texts/use-text.ts';

export interface Place {
  readonly to: '/bookings' | '/calendar' | '/event-types' | '/schedules' | '/absences' | '/notifications' | '/profile' | '/organizations';
  readonly name: TextKey;
  /** Whether somebody has any business there; what they may do, the server says. */
  readonly isFor: (user: SignedInUser) => boolean;
}

/** What the navigation and the commands lead to. */
export const PLACES: readonly Place[] = [
  { to: '/bookings', name: 'bookings.title', isFor: () => true },
  { to: '/calendar', name: 'calendar.title', isFor: () => true },
  { to: '/event-types', name: 'eventTypes.title', isFor: () => true },
  { to: '/schedules', name: 'schedules.title', isFor: () => true },
  { to: '/absences', name: 'absences.title', isFor: () => true },
  { to: '/notifications', name: 'notifications.title', isFor: () => true },
  { to: '/profile', name: 'profile.title', isFor: () => true },
  { to: '/organizations', name: 'organizations.title', isFor: () => true },
];
