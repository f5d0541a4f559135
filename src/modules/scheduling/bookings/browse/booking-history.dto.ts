import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EnumField } from '../../../../infra/http/fields.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { InstantProperty } from '../../../../infra/http/properties.js';
import { BOOKING_HISTORY_ACTIONS, type BookingHistoryAction, type Changes } from '../booking/booking.rules.js';
import { BookingPersonDto } from '../booking/booking.dto.js';

@ApiSchema({ name: 'BookingHistoryEntry' })
export class BookingHistoryEntryDto {
  id: string;
  @EnumField(BOOKING_HISTORY_ACTIONS, { name: 'BookingHistoryAction', example: 'updated' })
  action: BookingHistoryAction;
  /** Null for guests, who have no account, and for what happens by itself. */
  @ApiProperty({ type: BookingPersonDto, nullable: true })
  actor: BookingPersonDto | null;
  /** The fields that changed, each with its value before and after. */
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'object', properties: { from: {}, to: {} } },
    example: { title: { from: 'Mentoring', to: 'Mentoring with Ada' } },
  })
  changes: Changes;
  reason: string | null;
  @InstantProperty()
  at: string;
}

@ApiSchema({ name: 'BookingHistoryPage' })
export class BookingHistoryPageDto extends PageOf(BookingHistoryEntryDto, 'BookingHistoryPage') {}
