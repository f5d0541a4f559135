import { ApiProperty, ApiSchema, PickType } from '@nestjs/swagger';
import { EXAMPLE_ID } from '../../../../infra/http/examples.js';
import { EnumField, IdField, InstantField, TextField } from '../../../../infra/http/fields.js';
import { SortField } from '../../../../infra/http/pagination/sort-field.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { PageQueryDto } from '../../../../infra/http/pagination/page-query.dto.js';
import { EVENT_SOURCES, type EventSource } from '../event-source.js';

export class AnalyticsEventQueryDto extends PageQueryDto {
  @TextField({ max: 100, optional: true, description: 'Only events of this type.', example: 'booking.confirmed' })
  eventType?: string;

  @IdField({ optional: true, description: 'Only events of this person.' })
  userId?: string;

  @EnumField(EVENT_SOURCES, { optional: true, name: 'EventSource', description: 'Only events from there.' })
  source?: EventSource;

  @InstantField({ optional: true, description: 'Not before this moment.' })
  from?: Date;

  @InstantField({ optional: true, description: 'Before this moment.' })
  to?: Date;

  @SortField(['createdAt'], '-createdAt')
  override sort?: string;
}

@ApiSchema({ name: 'AnalyticsEventUser' })
export class AnalyticsEventUserDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a12 */
  id: string;
  /** @example 'Ada Lovelace' */
  name: string;
  /** @example ada@example.org */
  email: string;
}

@ApiSchema({ name: 'AnalyticsEventPerson' })
export class AnalyticsEventPersonDto extends PickType(AnalyticsEventUserDto, ['id', 'name']) {}

@ApiSchema({ name: 'AnalyticsEvent' })
export class AnalyticsEventDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11 */
  id: string;
  /** @example booking.confirmed */
  eventType: string;
  /** The signed-in user, or for domain events the acting person; null when unknown. */
  user: AnalyticsEventUserDto | null;
  /**
   * Whom the acting person did it to, of domain events: whose role was changed, whose account was deactivated. Null when it
   * was nobody else.
   */
  @ApiProperty({ type: AnalyticsEventPersonDto, nullable: true, example: null })
  concerned: AnalyticsEventPersonDto | null;
  /** @example device-6f5e7c43 */
  anonymousId: string | null;
  @ApiProperty({ type: 'object', additionalProperties: true, example: { bookingId: EXAMPLE_ID } })
  metadata: Record<string, unknown>;
  /** `client`: recorded by an app. `domain`: recorded by Lyceum itself. */
  @EnumField(EVENT_SOURCES, { name: 'EventSource', example: 'domain' })
  source: EventSource;
  createdAt: Date;
}

@ApiSchema({ name: 'AnalyticsEventPage' })
export class AnalyticsEventPageDto extends PageOf(AnalyticsEventDto, 'AnalyticsEventPage') {}
