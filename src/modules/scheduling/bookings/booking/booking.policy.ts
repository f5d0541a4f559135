import type { PlatformRole } from '../../../../infra/access/actor.js';
import type { AttendeeRole } from './booking.rules.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { FORBIDDEN, NOT_FOUND } from '../../../../kernel/common-errors.js';

/**
 * `see`: whose it is, when, and its title; `read`: all of it; `change`: its details; `move`: its time; `decide`: confirm,
 * decline, reassign, record who came.
 */
export type BookingAction = 'see' | 'read' | 'change' | 'move' | 'cancel' | 'respond' | 'decide';

/** What somebody is to a booking; several at once are possible, none makes a stranger. */
export interface Standing {
  readonly isOrganizer: boolean;
  readonly isAttendee: boolean;
  /** Gives it beside the organizer. */
  readonly isHost: boolean;
  /** Booked it: an event type of the organizer. */
  readonly isBooker: boolean;
  /** Owner or admin of the booking's organization. */
  readonly managesOrganization: boolean;
  /** Manages a room or a device that it has: those who do have to be able to have it back, whoever books it. */
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
 * @param managesOrganization whether the person is owner or admin of the booking's organization
 * @param managesResource whether they manage a room or a device that it has
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

/** @throws CodedError not_found for strangers, forbidden for those who may see the booking and not do this */
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

/** As organizer or beside them. */
export function gives(userId: string, booking: Participants): boolean {
  return booking.organizerId === userId || hasRole(userId, booking, 'host');
}

/** Only who takes part sees the others' addresses. */
export function participates(userId: string, booking: Participants): boolean {
  return booking.organizerId === userId || attends(userId, booking);
}
