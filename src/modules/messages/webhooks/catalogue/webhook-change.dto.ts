import type { Type } from '@nestjs/common';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EnumField } from '../../../../infra/http/fields.js';
import { InstantProperty } from '../../../../infra/http/properties.js';
import { ENROLMENT_STATUSES, type EnrolmentStatus } from '../../../learning/courses/courses.api.js';
import {
  REGISTER_FACTS,
  type RegisterFact,
  TIMETABLE_FACTS,
  type TimetableFact,
} from '../../../learning/courses/courses.events.js';
import { ORGANIZATION_ROLES, type OrganizationRole } from '../../../people/organizations/organizations.api.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import type { RunStatus } from '../../../../kernel/run-result.js';
import {
  SESSION_LANGUAGES,
  SESSION_ROLES,
  type SessionLanguage,
  type SessionRole,
} from '../../../learning/sessions/sessions.api.js';
import { ATTENDEE_STATUSES, type AttendeeStatus } from '../../../scheduling/bookings/bookings.api.js';
import type {
  BookingReassigned,
  BookingRescheduled,
  BookingUpdated,
} from '../../../scheduling/bookings/bookings.events.js';

/*
 * The `change` of an event, besides the booking, the membership or the course offering.
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

@ApiSchema({ name: 'SessionPersonChange' })
export class SessionPersonChangeDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a15 */
  userId: string;
}

@ApiSchema({ name: 'SessionCollaboratorChange' })
export class SessionCollaboratorChangeDto extends SessionPersonChangeDto {
  @EnumField(SESSION_ROLES, { name: 'SessionRole', example: 'editor' })
  role: SessionRole;
}

@ApiSchema({ name: 'SessionRoleChange' })
export class SessionRoleChangeDto extends SessionCollaboratorChangeDto {
  @EnumField(SESSION_ROLES, { name: 'SessionRole', example: 'viewer' })
  formerRole: SessionRole;
}

@ApiSchema({ name: 'SessionOwnershipChange' })
export class SessionOwnershipChangeDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a13 */
  previousOwner: string;
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a12 */
  newOwner: string;
}

@ApiSchema({ name: 'ExecutionFinishedChange' })
export class ExecutionFinishedChangeDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.execution })
  executionId: string;
  @EnumField(SESSION_LANGUAGES, { name: 'SessionLanguage', example: 'python' })
  language: SessionLanguage;
  @ApiProperty({ type: String, example: 'ok', description: 'As `GET /execute/status/{jobId}` has it.' })
  status: RunStatus;
}

@ApiSchema({ name: 'CourseEnrolmentChange' })
export class CourseEnrolmentChangeDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a18 */
  enrolmentId: string;
  /** The student. */
  userId: string;
  @EnumField(ENROLMENT_STATUSES, { name: 'EnrolmentStatus', example: 'active' })
  status: EnrolmentStatus;
}

@ApiSchema({ name: 'CourseRegisterChange' })
export class CourseRegisterChangeDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a18 */
  registerId: string;
  @EnumField(REGISTER_FACTS, { name: 'RegisterFact', example: 'taken' })
  fact: RegisterFact;
}

@ApiSchema({ name: 'CourseTimetableChange' })
export class CourseTimetableChangeDto {
  @EnumField(TIMETABLE_FACTS, { name: 'TimetableFact', example: 'planned' })
  fact: TimetableFact;
  @ApiProperty({ type: String, format: 'uuid', isArray: true, example: [EXAMPLE_IDS.courseMeeting] })
  meetingIds: string[];
}

@ApiSchema({ name: 'ActivityLogChange' })
export class ActivityLogChangeDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a19 */
  logId: string;
}

@ApiSchema({ name: 'LogExpectationChange' })
export class LogExpectationChangeDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a19 */
  expectationId: string;
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
  ['session.collaborator_added', SessionCollaboratorChangeDto],
  ['session.collaborator_joined', SessionCollaboratorChangeDto],
  ['session.collaborator_left', SessionPersonChangeDto],
  ['session.collaborator_removed', SessionPersonChangeDto],
  ['session.role_changed', SessionRoleChangeDto],
  ['session.ownership_transferred', SessionOwnershipChangeDto],
  ['execution.finished', ExecutionFinishedChangeDto],
  ['course.enrolment_changed', CourseEnrolmentChangeDto],
  ['course.attendance_recorded', CourseRegisterChangeDto],
  ['course.timetable_changed', CourseTimetableChangeDto],
  ['activity_log.submitted', ActivityLogChangeDto],
  ['activity_log.returned', ActivityLogChangeDto],
  ['activity_log.accepted', ActivityLogChangeDto],
  ['activity_log.waived', LogExpectationChangeDto],
  ['activity_log.expected', LogExpectationChangeDto],
]);
