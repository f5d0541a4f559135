import type { Type } from '@nestjs/common';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EnumField } from '../../../../infra/http/fields.js';
import { InstantProperty } from '../../../../infra/http/properties.js';
import { ORGANIZATION_ROLES, type OrganizationRole } from '../../../people/organizations/organizations.api.js';
import { ATTENDEE_STATUSES, type AttendeeStatus } from '../../../scheduling/bookings/bookings.api.js';
import type {
  BookingReassigned,
  BookingRescheduled,
  BookingUpdated,
} from '../../../scheduling/bookings/bookings.events.js';

/*
 * The `change` of an event, besides the booking or the membership.
 */

@ApiSchema({ name: 'BookingRescheduledChange' })
export class BookingRescheduledChangeDto implements Pick<
  BookingRescheduled,
  'previousStart' | 'previousEnd' | 'reason'
> {
  @InstantProperty({ example: '2027-01-29T09:00:00.000Z' })
  previousStart: string;
  @InstantProperty({ example: '2027-01-29T10:00:00.000Z' })
  previousEnd: string;
  /** @example 'The room was not free.' */
  reason: string | null;
}

@ApiSchema({ name: 'BookingReassignedChange' })
export class BookingReassignedChangeDto implements Pick<BookingReassigned, 'previousHostId' | 'hostId'> {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a17 */
  previousHostId: string;
  hostId: string;
}

@ApiSchema({ name: 'BookingUpdatedChange' })
export class BookingUpdatedChangeDto implements Pick<BookingUpdated, 'fields'> {
  /** Names of the changed members. */
  @ApiProperty({ type: String, isArray: true, example: ['title', 'location'] })
  fields: readonly string[];
}

@ApiSchema({ name: 'BookingAttendeeChange' })
export class BookingAttendeeChangeDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a14 */
  attendeeId: string;
}

@ApiSchema({ name: 'BookingAttendeeResponse' })
export class BookingAttendeeResponseDto extends BookingAttendeeChangeDto {
  @EnumField(ATTENDEE_STATUSES, { name: 'AttendeeStatus', example: 'accepted' })
  status: AttendeeStatus;
}

@ApiSchema({ name: 'BookingAttendance' })
export class BookingAttendanceDto extends BookingAttendeeChangeDto {
  /** @example false */
  isAbsent: boolean;
}

@ApiSchema({ name: 'MembershipRole' })
export class MembershipRoleDto {
  @EnumField(ORGANIZATION_ROLES, { name: 'OrganizationRole', example: 'admin' })
  role: OrganizationRole;
}

/** By the event; the `change` of all others is empty. */
export const WEBHOOK_CHANGES: ReadonlyMap<string, Type> = new Map<string, Type>([
  ['booking.rescheduled', BookingRescheduledChangeDto],
  ['booking.reassigned', BookingReassignedChangeDto],
  ['booking.updated', BookingUpdatedChangeDto],
  ['booking.attendee_added', BookingAttendeeChangeDto],
  ['booking.attendee_removed', BookingAttendeeChangeDto],
  ['booking.attendee_responded', BookingAttendeeResponseDto],
  ['booking.attendance_recorded', BookingAttendanceDto],
  ['organization.member_added', MembershipRoleDto],
  ['organization.member_role_changed', MembershipRoleDto],
]);
