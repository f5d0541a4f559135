import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { Examples, exampleTime } from '../../../../infra/http/examples.js';
import { EnumField, InstantField, TextField } from '../../../../infra/http/fields.js';
import { InstantProperty } from '../../../../infra/http/properties.js';
import { BrandDto } from '../../../people/organizations/organizations.dto.js';
import { BookingRoomDto } from '../booking/booking.dto.js';
import { BOOKING_STATUSES, type BookingStatus } from '../booking/booking.rules.js';

/** A booking as its link shows it to the booker, without addresses. */
@ApiSchema({ name: 'ManagedBooking' })
export class ManagedBookingDto {
  id: string;
  /** @example Mentoring */
  title: string;
  /** @example 'Bring what you have tried.' */
  description: string | null;
  @InstantProperty()
  start: string;
  @InstantProperty()
  end: string;
  /** @example Europe/Paris */
  timeZone: string;
  @EnumField(BOOKING_STATUSES, { name: 'BookingStatus', example: 'confirmed' })
  status: BookingStatus;
  /**
   * Null for video calls that are not confirmed, too.
   * @example 'Room 5'
   */
  location: string | null;
  /** It is a video call, whose link is told while it is confirmed. */
  isOnline: boolean;
  /** @example 'Ada Lovelace' */
  organizerName: string;
  /** @example 'Grace Hopper' */
  bookerName: string;
  @ApiProperty({ type: BrandDto, nullable: true, description: 'Of the organization; null for a personal booking.' })
  brand: BrandDto | null;
  eventTypeId: string | null;
  seats: number;
  @ApiProperty({ type: 'object', additionalProperties: true, example: { topic: 'Recursion' } })
  answers: Readonly<Record<string, unknown>>;
  /** What the booker wants the hosts to know. */
  @ApiProperty({ type: String, nullable: true, example: null })
  notes: string | null;
  cancelReason: string | null;
  @ApiProperty({
    type: BookingRoomDto,
    nullable: true,
    example: null,
    description:
      'The room of a confirmed booking, a moment after that. Its `url` is the booker’s own link: whoever has it is they.',
  })
  session: BookingRoomDto | null;
  /**
   * Whether it can still be moved and cancelled: it is not over, and has not begun.
   * @example true
   */
  canChange: boolean;
  /**
   * Of this link; another one after a move.
   * @example https://lyceum.example/manage/9Fh3n0kDqVx1TzJ5c7bWm2RgYpUoE8sLaKi4ZvHtXyQ
   */
  manageUrl: string;
  /** @example 2027-02-08T10:00:00.000Z */
  @InstantProperty()
  linkExpiresAt: string;
  version: number;
}

@Examples({
  move: { summary: 'Another slot that is offered', value: { start: exampleTime('12:00', 9) } },
})
@ApiSchema({ name: 'RescheduleManagedBooking' })
export class RescheduleManagedBookingDto {
  @InstantField({ description: 'A start that `GET /slots` offers; the booking keeps its duration.' })
  start: Date;

  @TextField({ max: 500, optional: true, example: 'I am ill.' })
  reason?: string;
}
