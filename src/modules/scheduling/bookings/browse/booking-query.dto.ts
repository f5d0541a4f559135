import { OmitType } from '@nestjs/swagger';
import { AliasField } from '../../../../infra/http/alias-field.js';
import { exampleTime } from '../../../../infra/http/examples.js';
import { EmailField, EnumField, IdField, InstantField, TextField } from '../../../../infra/http/fields.js';
import { SortField } from '../../../../infra/http/pagination/sort-field.js';
import { PageQueryDto } from '../../../../infra/http/pagination/page-query.dto.js';
import { BOOKING_STATUSES, type BookingStatus } from '../booking/booking.rules.js';

export const BOOKING_SCOPES = ['mine', 'all'] as const;
export type BookingScope = (typeof BOOKING_SCOPES)[number];

export const BOOKING_SORTS = ['start', 'end', 'createdAt', 'updatedAt', 'title'] as const;
export const DEFAULT_BOOKING_SORT = '-start';

export class BookingQueryDto extends PageQueryDto {
  @EnumField(BOOKING_STATUSES, { optional: true, name: 'BookingStatus', description: 'Only bookings in this state.' })
  status?: BookingStatus;

  @InstantField({
    optional: true,
    example: exampleTime('00:00'),
    description: 'Only bookings that end after this moment.',
  })
  from?: Date;

  @InstantField({
    optional: true,
    example: exampleTime('00:00', 31),
    description: 'Only bookings that begin before this moment.',
  })
  to?: Date;

  @TextField({ max: 200, optional: true, description: 'Part of the title, in any case.' })
  q?: string;

  @AliasField('q', 200)
  search?: string;

  @IdField({
    optional: true,
    description: 'Only bookings of this organization. Its owner and admins see all of them, members see theirs.',
  })
  organizationId?: string;

  @IdField({ optional: true, description: 'Only bookings that this person organizes or gives as a host.' })
  hostId?: string;

  @IdField({ optional: true, description: 'Only bookings of this event type.' })
  eventTypeId?: string;

  @IdField({
    optional: true,
    description: 'Only bookings with this room or device. Who manages it sees all of them.',
  })
  bookableId?: string;

  @EmailField({
    optional: true,
    description:
      'Only bookings that this address attends. Of bookings that you take part in, because their addresses are yours to see.',
  })
  attendeeEmail?: string;

  @InstantField({
    optional: true,
    example: '2026-01-01T00:00:00Z',
    description: 'Only bookings that were made or changed at this moment or later.',
  })
  updatedSince?: Date;

  @IdField({ optional: true, description: 'Only instances of this series of bookings.' })
  seriesId?: string;

  @EnumField(BOOKING_SCOPES, {
    optional: true,
    name: 'BookingScope',
    description: '`mine` (the default): yours and those you attend. `all`: everybody’s; for administrators.',
  })
  scope?: BookingScope;

  @SortField(BOOKING_SORTS, DEFAULT_BOOKING_SORT)
  override sort?: string;
}

/** The list without its pages. */
export class BookingFileQueryDto extends OmitType(BookingQueryDto, ['limit', 'cursor', 'page', 'search']) {}

export class CancelQueryDto {
  @TextField({ max: 500, optional: true, description: 'Why; the attendees are told.', example: 'The speaker is ill.' })
  reason?: string;
}

export class BookingHistoryQueryDto extends PageQueryDto {
  @SortField(['createdAt'], 'createdAt')
  override sort?: string;
}
