import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EnumField } from '../../../infra/http/fields.js';
import { PageOf } from '../../../infra/http/pagination/page.dto.js';
import { ATTENDEE_STATUSES, type AttendeeStatus, BOOKING_STATUSES, type BookingStatus } from '../booking.rules.js';

const Instant = (options: { nullable?: boolean } = {}) =>
  ApiProperty({ type: String, format: 'date-time', example: '2027-01-31T09:00:00.000Z', ...options });

@ApiSchema({ name: 'BookingPerson' })
export class BookingPersonDto {
  id: string;
  /** @example Ada Lovelace */
  name: string;
}

@ApiSchema({ name: 'BookingAttendee' })
export class BookingAttendeeDto {
  id: string;
  /** Absent when the attendee has no account. */
  userId?: string;
  /**
   * Shown to the organizer and the attendees only; null for everybody else and for people who were forgotten.
   * @example grace@example.org
   */
  email: string | null;
  /**
   * The name of the account; the given name or the address of a guest.
   * @example Grace Hopper
   */
  name: string;
  @EnumField(ATTENDEE_STATUSES, { name: 'AttendeeStatus' })
  status: AttendeeStatus;
}

@ApiSchema({ name: 'Booking' })
export class BookingDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11 */
  id: string;
  /** @example Mentoring */
  title: string;
  description: string | null;
  @Instant()
  start: string;
  /** Not part of the booking any more: what follows may begin at this moment. */
  @Instant()
  end: string;
  /**
   * IANA time zone that the booking is meant to be shown in.
   * @example Europe/Paris
   */
  timeZone: string;
  @EnumField(BOOKING_STATUSES, { name: 'BookingStatus' })
  status: BookingStatus;
  /** @example Room 5 */
  location: string | null;
  organizer: BookingPersonDto;
  attendees: BookingAttendeeDto[];
  organizationId: string | null;
  /** Free data of the application that made the booking. */
  @ApiProperty({ type: 'object', additionalProperties: true, example: { ticket: 'T-42' } })
  metadata: Record<string, unknown>;
  /** Changes with every update; it is the `ETag`. */
  version: number;
  @Instant()
  createdAt: string;
  @Instant()
  updatedAt: string;
  @Instant({ nullable: true })
  cancelledAt: string | null;
  cancelReason: string | null;
}

@ApiSchema({ name: 'BookingPage' })
export class BookingPageDto extends PageOf(BookingDto, 'BookingPage') {}
