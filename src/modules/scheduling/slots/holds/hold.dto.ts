import { ApiSchema, OmitType } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { Examples, exampleTime } from '../../../../infra/http/examples.js';
import { IdField, InstantField } from '../../../../infra/http/fields.js';
import { SortField } from '../../../../infra/http/pagination/sort-field.js';
import { PageQueryDto } from '../../../../infra/http/pagination/page-query.dto.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { InstantProperty } from '../../../../infra/http/properties.js';
import { DurationField, SeatsField } from '../slots.dto.js';

@Examples({
  slot: {
    summary: 'A slot that is offered',
    value: { eventTypeId: EXAMPLE_IDS.eventType, start: exampleTime('11:00', 8) },
  },
})
@ApiSchema({ name: 'CreateHold' })
export class CreateHoldDto {
  @IdField()
  eventTypeId: string;

  @InstantField({ description: 'A start that `GET /slots` offers.' })
  start: Date;

  @DurationField()
  durationMinutes?: number;

  @SeatsField()
  seats?: number;

  @IdField({ optional: true, description: 'One of the hosts among whom the event type chooses.' })
  hostId?: string;
}

@ApiSchema({ name: 'Hold' })
export class HoldDto {
  /**
   * To be given as `holdId` of the booking. Without an account, whoever knows it may use it.
   * @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a81
   */
  id: string;
  eventTypeId: string;
  @InstantProperty()
  start: string;
  @InstantProperty()
  end: string;
  seats: number;
  /** When the hold expires and, unless it was booked, the slot is free again. */
  @InstantProperty({ example: '2027-01-04T08:10:00.000Z' })
  expiresAt: string;
  /**
   * Whether it was extended, which is possible once.
   * @example false
   */
  isExtended: boolean;
}

export class EventTypeHoldQueryDto extends PageQueryDto {
  @SortField(['expiresAt'], 'expiresAt')
  override sort?: string;
}

export class RunHoldQueryDto extends EventTypeHoldQueryDto {
  @IdField({ optional: true, description: 'Only of this event type.' })
  eventTypeId?: string;
}

/** The list without its pages. */
export class RunHoldFileQueryDto extends OmitType(RunHoldQueryDto, ['limit', 'cursor', 'page']) {}

@ApiSchema({ name: 'EventTypeHold' })
export class EventTypeHoldDto extends OmitType(HoldDto, ['id']) {
  /**
   * Names it for those who give the event type; whoever keeps the slot books it by another id.
   * @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a82
   */
  id: string;
  /** @example 'Mentoring' */
  eventTypeTitle: string;
}

@ApiSchema({ name: 'EventTypeHoldPage' })
export class EventTypeHoldPageDto extends PageOf(EventTypeHoldDto, 'EventTypeHoldPage') {}
