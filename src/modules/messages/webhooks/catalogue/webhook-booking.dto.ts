import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EnumField } from '../../../../infra/http/fields.js';
import { InstantProperty } from '../../../../infra/http/properties.js';
import {
  ATTENDEE_ROLES,
  ATTENDEE_STATUSES,
  type AttendeeRole,
  type AttendeeStatus,
  BOOKING_STATUSES,
  type BookingStatus,
} from '../../../scheduling/bookings/bookings.api.js';
import type { WebhookBooking, WebhookBookingAttendee } from './webhook-booking.js';

@ApiSchema({ name: 'WebhookBookingPerson' })
export class WebhookBookingPersonDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a12 */
  id: string;
  /** @example 'Ada Lovelace' */
  name: string;
}

@ApiSchema({ name: 'WebhookBookingAttendee' })
export class WebhookBookingAttendeeDto implements WebhookBookingAttendee {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a14 */
  id: string;
  /**
   * Absent when the attendee has no account.
   * @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a15
   */
  userId?: string;
  /**
   * Null where the receiver may not see it, and for erased people.
   * @example grace@example.org
   */
  email: string | null;
  /** @example 'Grace Hopper' */
  name: string;
  @EnumField(ATTENDEE_STATUSES, { name: 'AttendeeStatus', example: 'accepted' })
  status: AttendeeStatus;
  /** `booker`: who booked an event type; `host`: a host besides the organizer. */
  @EnumField(ATTENDEE_ROLES, { name: 'AttendeeRole' })
  role: AttendeeRole;
  /** Whether the attendee did not come; null until attendance is recorded. */
  isAbsent: boolean | null;
}

@ApiSchema({ name: 'WebhookBooking', description: 'A booking in version 1 of the messages.' })
export class WebhookBookingDto implements WebhookBooking {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11 */
  id: string;
  /** @example Mentoring */
  title: string;
  description: string | null;
  @InstantProperty()
  start: string;
  /** Exclusive. */
  @InstantProperty()
  end: string;
  /**
   * IANA time zone that the booking is meant to be shown in.
   * @example Europe/Paris
   */
  timeZone: string;
  @EnumField(BOOKING_STATUSES, { name: 'BookingStatus', example: 'confirmed' })
  status: BookingStatus;
  /** @example 'Room 5' */
  location: string | null;
  organizer: WebhookBookingPersonDto;
  attendees: WebhookBookingAttendeeDto[];
  organizationId: string | null;
  /** Null for ad-hoc bookings. */
  eventTypeId: string | null;
  /** The same for all bookings that share one slot of an event type with seats. */
  seatingId: string | null;
  /** Seats of the shared slot that the booking takes; 1 for slots that are not shared. */
  seats: number;
  /** Rooms and devices that are booked with it. */
  @ApiProperty({ type: String, format: 'uuid', isArray: true, example: [] })
  bookableIds: string[];
  /** Answers to the questions of the event type, by key; empty for those who may not see addresses. */
  @ApiProperty({ type: 'object', additionalProperties: true, example: { topic: 'Recursion' } })
  answers: Readonly<Record<string, unknown>>;
  /** The series that it is an instance of; null for single bookings. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  seriesId: string | null;
  /** RECURRENCE-ID (RFC 5545) of the instance in its series; null for single bookings. */
  @ApiProperty({ type: String, nullable: true, example: null })
  recurrenceId: string | null;
  /** Free-form data of the client that made the booking. */
  @ApiProperty({ type: 'object', additionalProperties: true, example: { ticket: 'T-42' } })
  metadata: Record<string, unknown>;
  /** Always null: the link is a secret of the booker. */
  @ApiProperty({ type: String, nullable: true, example: null })
  manageUrl: null;
  /** Changes with every update. */
  version: number;
  @InstantProperty()
  createdAt: string;
  @InstantProperty()
  updatedAt: string;
  @InstantProperty({ nullable: true })
  cancelledAt: string | null;
  cancelReason: string | null;
}
