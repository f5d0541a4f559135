import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { EnumField } from '../../../../infra/http/fields.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { InstantProperty } from '../../../../infra/http/properties.js';
import {
  ATTENDEE_ROLES,
  ATTENDEE_STATUSES,
  type AttendeeRole,
  type AttendeeStatus,
  BOOKING_STATUSES,
  type BookingStatus,
} from './booking.rules.js';

@ApiSchema({ name: 'BookingPerson' })
export class BookingPersonDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a12 */
  id: string;
  /** @example 'Ada Lovelace' */
  name: string;
}

@ApiSchema({ name: 'BookingAttendee' })
export class BookingAttendeeDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a14 */
  id: string;
  /**
   * Absent when the attendee has no account.
   * @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a15
   */
  userId?: string;
  /**
   * Shown to the organizer and the attendees only; null for everybody else and for people who were forgotten.
   * @example grace@example.org
   */
  email: string | null;
  /**
   * The name of the account; the given name or the address of a guest.
   * @example 'Grace Hopper'
   */
  name: string;
  @EnumField(ATTENDEE_STATUSES, { name: 'AttendeeStatus', example: 'accepted' })
  status: AttendeeStatus;
  /** `booker`: who booked an event type; `host`: gives it beside the organizer. */
  @EnumField(ATTENDEE_ROLES, { name: 'AttendeeRole' })
  role: AttendeeRole;
  /** Null until somebody says whether the person came. */
  isAbsent: boolean | null;
}

@ApiSchema({ name: 'BookingRoom' })
export class BookingRoomDto {
  /** The id of the live coding session. */
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.session })
  id: string;
  /**
   * Its page, relative to the address of this installation.
   * @example '/rooms/01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a20'
   */
  url: string;
  /** When those without an account may come in, by the links in their e-mails. */
  @InstantProperty()
  opensAt: string;
}

@ApiSchema({ name: 'Booking' })
export class BookingDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11 */
  id: string;
  /** @example Mentoring */
  title: string;
  description: string | null;
  @InstantProperty()
  start: string;
  /** Not part of the booking any more: what follows may begin at this moment. */
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
  organizer: BookingPersonDto;
  attendees: BookingAttendeeDto[];
  organizationId: string | null;
  /** Null for ad-hoc bookings. */
  eventTypeId: string | null;
  /** The same for all bookings that share one slot of an event type with seats. */
  seatingId: string | null;
  /** How many seats of the shared slot are taken; 1 where nothing is shared. */
  seats: number;
  /** The rooms and devices that are booked with it. */
  @ApiProperty({ type: String, format: 'uuid', isArray: true, example: [] })
  bookableIds: string[];
  /** To the questions of the event type, by their keys; empty for those who may not see addresses. */
  @ApiProperty({ type: 'object', additionalProperties: true, example: { topic: 'Recursion' } })
  answers: Readonly<Record<string, unknown>>;
  /** What the booker wants the hosts to know; null for those who may not see addresses. */
  @ApiProperty({ type: String, nullable: true, example: null })
  notes: string | null;
  /** The room where its people write and run code together; null when it has none, and for those who may not see addresses. */
  @ApiProperty({ type: BookingRoomDto, nullable: true, example: null })
  session: BookingRoomDto | null;
  /** The series that it is an instance of. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  seriesId: string | null;
  /**
   * Which instance of its series it is: the local time in the series' time zone that the rule gave it, wherever it was
   * moved since (RECURRENCE-ID of RFC 5545).
   */
  @ApiProperty({ type: String, nullable: true, example: null })
  recurrenceId: string | null;
  /** Free data of the application that made the booking. */
  @ApiProperty({ type: 'object', additionalProperties: true, example: { ticket: 'T-42' } })
  metadata: Record<string, unknown>;
  /**
   * Where whoever booked without an account can see, move and cancel the booking; in the answer to them only. Keep it
   * secret.
   */
  @ApiProperty({ type: String, nullable: true, example: null })
  manageUrl: string | null;
  /** Changes with every update; it is the `ETag`. */
  version: number;
  @InstantProperty()
  createdAt: string;
  @InstantProperty()
  updatedAt: string;
  @InstantProperty({ nullable: true })
  cancelledAt: string | null;
  cancelReason: string | null;
}

@ApiSchema({ name: 'BookingPage' })
export class BookingPageDto extends PageOf(BookingDto, 'BookingPage') {}

/** Example of a cancelled booking. */
export const CANCELLED = {
  status: 'cancelled',
  cancelledAt: '2027-01-05T14:12:05.123Z',
  cancelReason: 'The speaker is ill.',
};
