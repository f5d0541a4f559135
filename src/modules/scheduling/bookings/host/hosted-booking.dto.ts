import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EnumField } from '../../../../infra/http/fields.js';
import { InstantProperty } from '../../../../infra/http/properties.js';
import { BrandDto } from '../../../people/organizations/organizations.dto.js';
import { BOOKING_STATUSES, type BookingStatus } from '../booking/booking.rules.js';

@ApiSchema({ name: 'HostedBookingGuest' })
export class HostedBookingGuestDto {
  /** @example 'Grace Hopper' */
  name: string;
  /**
   * Null when they were forgotten.
   * @example grace@example.org
   */
  email: string | null;
}

@ApiSchema({ name: 'HostedBookingAnswer' })
export class HostedBookingAnswerDto {
  /**
   * What was asked; the key of a question that is not asked any more.
   * @example 'What is your goal?'
   */
  label: string;
  /** @example Recursion */
  value: string;
}

/** A booking as the link of a host shows it. */
@ApiSchema({ name: 'HostedBooking' })
export class HostedBookingDto {
  id: string;
  /** @example Mentoring */
  title: string;
  /** @example 'Bring what you have tried.' */
  description: string | null;
  @InstantProperty()
  start: string;
  @InstantProperty()
  end: string;
  /**
   * Of the host's profile.
   * @example Europe/Paris
   */
  timeZone: string;
  @EnumField(BOOKING_STATUSES, { name: 'BookingStatus', example: 'pending' })
  status: BookingStatus;
  /** @example 'Room 5' */
  location: string | null;
  /**
   * Whose link it is.
   * @example 'Ada Lovelace'
   */
  hostName: string;
  @ApiProperty({ type: BrandDto, nullable: true, description: 'Of the organization; null for a personal booking.' })
  brand: BrandDto | null;
  /** Who booked. */
  guest: HostedBookingGuestDto;
  /** In the order of the questions. */
  @ApiProperty({ type: HostedBookingAnswerDto, isArray: true })
  answers: ReadonlyArray<HostedBookingAnswerDto>;
  /** What the booker wants the hosts to know. */
  @ApiProperty({ type: String, nullable: true, example: null })
  notes: string | null;
  seats: number;
  cancelReason: string | null;
  /**
   * Whether it waits to be confirmed or declined.
   * @example true
   */
  canDecide: boolean;
  /** @example true */
  canCancel: boolean;
  /**
   * The end of the booking.
   * @example 2027-02-01T10:00:00.000Z
   */
  @InstantProperty()
  linkExpiresAt: string;
  version: number;
}
