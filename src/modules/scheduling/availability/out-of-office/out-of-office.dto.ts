import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EnumField } from '../../../../infra/http/fields.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { InstantProperty } from '../../../../infra/http/properties.js';
import { ABSENCE_REASONS, type AbsenceReason, MOST_CONFLICTS } from './out-of-office.rules.js';

@ApiSchema({ name: 'OutOfOffice' })
export class OutOfOfficeDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a41 */
  id: string;
  /** The person or resource that is away. */
  bookableId: string;
  /** @example 2027-08-01T22:00:00.000Z */
  start: Date;
  /**
   * Exclusive.
   * @example 2027-08-20T22:00:00.000Z
   */
  end: Date;
  /**
   * The first date, when it was given in dates; else null.
   * @example 2027-08-02
   */
  from: string | null;
  /**
   * The last date, inclusive; null like `from`.
   * @example 2027-08-20
   */
  to: string | null;
  /**
   * Time zone of the dates; null like these.
   * @example Europe/Paris
   */
  timeZone: string | null;
  @EnumField(ABSENCE_REASONS, { name: 'AbsenceReason' })
  reason: AbsenceReason;
  note: string | null;
  /** Who is booked instead, as long as both share an organization. */
  standInId: string | null;
  /** Changes with every update; it is the `ETag`. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

@ApiSchema({ name: 'ConflictingBooking' })
export class ConflictingBookingDto {
  /**
   * Null for a slot that several bookings share.
   * @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11
   */
  bookingId: string | null;
  /** The slot that several bookings share (seats); else null. */
  seatingId: string | null;
  @InstantProperty({ example: '2027-08-03T09:00:00.000Z' })
  start: string;
  @InstantProperty({ example: '2027-08-03T10:00:00.000Z' })
  end: string;
}

@ApiSchema({ name: 'OutOfOfficeDetails' })
export class OutOfOfficeDetailsDto extends OutOfOfficeDto {
  @ApiProperty({
    type: ConflictingBookingDto,
    isArray: true,
    maxItems: MOST_CONFLICTS,
    description: `Bookings that lie in it all the same: they stay until somebody moves or cancels them. The first ${MOST_CONFLICTS} in the order of time.`,
  })
  conflictingBookings: ConflictingBookingDto[];
}

@ApiSchema({ name: 'OutOfOfficePage' })
export class OutOfOfficePageDto extends PageOf(OutOfOfficeDto, 'OutOfOfficePage') {}
