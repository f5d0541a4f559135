import type { PlatformRole } from '../../../../infra/access/actor.js';
import type { AttendeeRole } from './booking.rules.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { FORBIDDEN, NOT_FOUND } from '../../../../kernel/common-errors.js';

/**
 * `see`: organizer, time and title; `read`: everything; `change`: details; `move`: time; `decide`: confirm, decline,
 * reassign, record attendance.
 */
export type BookingAction = 'see' | 'read' | 'change' | 'move' | 'cancel' | 'respond' | 'decide';

/** Relations of a person to a booking; none for strangers. */
export interface Standing {
  readonly isOrganizer: boolean;
  readonly isAttendee: boolean;
  /** A host besides the organizer. */
  readonly isHost: boolean;
  /** Booked it, by an event type of the organizer. */
  readonly isBooker: boolean;
  /** Owner or admin of the booking's organization. */
  readonly managesOrganization: boolean;
  /** Manages one of its resources, and has to be able to free it, whoever booked it. */
  readonly managesResource: boolean;
  readonly platformRole: PlatformRole;
}

export interface Participants {
  readonly organizerId: string;
  readonly attendees: ReadonlyArray<{ readonly userId: string | null; readonly role: AttendeeRole }>;
}

const isManager = ({ managesOrganization, platformRole }: Standing) => managesOrganization || platformRole === 'admin';

const givesIt = ({ isOrganizer, isHost }: Standing) => isOrganizer || isHost;

const RULES: Readonly<Record<BookingAction, (standing: Standing) => boolean>> = {
  see: (standing) => standing.managesResource || can(standing, 'read'),
  read: (standing) => standing.isOrganizer || standing.isAttendee || isManager(standing),
  change: givesIt,
  move: (standing) => givesIt(standing) || standing.isBooker,
  cancel: (standing) => givesIt(standing) || standing.isBooker || isManager(standing) || standing.managesResource,
  respond: (standing) => standing.isAttendee,
  decide: (standing) => givesIt(standing) || isManager(standing),
};

export function can(standing: Standing, action: BookingAction): boolean {
  return RULES[action](standing);
}

/**
 * @param managesOrganization owner or admin of the booking's organization
 * @param managesResource manages one of its resources
 */
export function standingOf(
  { id, role }: { readonly id: string; readonly role: PlatformRole },
  booking: Participants,
  managesOrganization: boolean,
  managesResource = false,
): Standing {
  return {
    isOrganizer: booking.organizerId === id,
    isAttendee: attends(id, booking),
    isHost: hasRole(id, booking, 'host'),
    isBooker: isBooker(id, booking),
    managesOrganization,
    managesResource,
    platformRole: role,
  };
}

/** @throws CodedError not_found for strangers, forbidden for those who may see the booking but not do this */
export function assertCan(standing: Standing, action: BookingAction): void {
  if (!can(standing, 'see')) throw new CodedError(NOT_FOUND);
  if (!can(standing, action)) throw new CodedError(FORBIDDEN);
}

export function attends(userId: string, { attendees }: Participants): boolean {
  return attendees.some((attendee) => attendee.userId === userId);
}

export function isBooker(userId: string, booking: Participants): boolean {
  return hasRole(userId, booking, 'booker');
}

function hasRole(userId: string, { attendees }: Participants, role: AttendeeRole): boolean {
  return attendees.some((attendee) => attendee.role === role && attendee.userId === userId);
}

/** Whether the person hosts it, as organizer or besides. */
export function gives(userId: string, booking: Participants): boolean {
  return booking.organizerId === userId || hasRole(userId, booking, 'host');
}

/** Whether the person may see addresses of the others. */
export function participates(userId: string, booking: Participants): boolean {
  return booking.organizerId === userId || attends(userId, booking);
}
