import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IntegerField, TextField } from '../../../../infra/http/fields.js';
import { BookingDto } from '../booking/booking.dto.js';

export class BookingChangesQueryDto {
  @TextField({
    max: 500,
    optional: true,
    description: '`meta.nextSyncToken` of the answer before; without it everything is listed.',
  })
  syncToken?: string;

  @IntegerField({ min: 1, max: 100, default: 20, optional: true, description: 'Changes per answer.' })
  limit?: number;
}

@ApiSchema({ name: 'BookingChange' })
export class BookingChangeDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11 */
  bookingId: string;
  /**
   * Does not take place: it was cancelled or declined, or it is not the caller's any more.
   * @example false
   */
  isRemoved: boolean;
  /** As it is now; null when the caller has no part in it any more. */
  @ApiProperty({ type: BookingDto, nullable: true })
  booking: BookingDto | null;
}

@ApiSchema({ name: 'BookingChangesMeta' })
export class BookingChangesMetaDto {
  /** @example 20 */
  limit: number;
  /** Whether there is more to be read at once. */
  hasMore: boolean;
  /**
   * Opaque; good for 30 days, and for you alone.
   * @example eyJhZnRlciI6NDJ9
   */
  nextSyncToken: string;
}

@ApiSchema({ name: 'BookingChanges' })
export class BookingChangesDto {
  /** The oldest change first. */
  @ApiProperty({ type: BookingChangeDto, isArray: true, maxItems: 100 })
  data: BookingChangeDto[];
  meta: BookingChangesMetaDto;
}
