import type { PlatformRole } from '../../infra/access/actor.js';
import { CodedError } from '../../kernel/coded-error.js';
import { FORBIDDEN, NOT_FOUND } from '../../kernel/common-errors.js';

export type BookingAction = 'read' | 'change' | 'cancel' | 'respond';

/** What somebody is to a booking; several at once are possible, none makes a stranger. */
export interface Standing {
  readonly isOrganizer: boolean;
  readonly isAttendee: boolean;
  /** Owner or admin of the booking's organization. */
  readonly managesOrganization: boolean;
  readonly platformRole: PlatformRole;
}

export interface Participants {
  readonly organizerId: string;
  readonly attendees: ReadonlyArray<{ readonly userId: string | null }>;
}

const isManager = ({ managesOrganization, platformRole }: Standing) => managesOrganization || platformRole === 'admin';

const RULES: Readonly<Record<BookingAction, (standing: Standing) => boolean>> = {
  read: (standing) => standing.isOrganizer || standing.isAttendee || isManager(standing),
  change: (standing) => standing.isOrganizer,
  cancel: (standing) => standing.isOrganizer || isManager(standing),
  respond: (standing) => standing.isAttendee,
};

export function can(standing: Standing, action: BookingAction): boolean {
  return RULES[action](standing);
}

/** @throws CodedError not_found for strangers, forbidden for those who may see the booking and not do this */
export function assertCan(standing: Standing, action: BookingAction): void {
  if (!can(standing, 'read')) throw new CodedError(NOT_FOUND);
  if (!can(standing, action)) throw new CodedError(FORBIDDEN);
}

export function attends(userId: string, { attendees }: Participants): boolean {
  return attendees.some((attendee) => attendee.userId === userId);
}

/** Only who takes part sees the others' addresses. */
export function participates(userId: string, booking: Participants): boolean {
  return booking.organizerId === userId || attends(userId, booking);
}
