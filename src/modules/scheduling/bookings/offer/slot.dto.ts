import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EnumField } from '../../../../infra/http/fields.js';
import { InstantProperty } from '../../../../infra/http/properties.js';
import { LIMIT_PERIODS, type LimitPeriod } from '../../event-types/event-types.api.js';
import { REASON_CODES, type ReasonCode } from '../../slots/slots.api.js';

/** Upper bound: a start at every minute of 62 days. */
const MOST_SLOTS = 62 * 24 * 60;
const MOST_HOSTS = 100;
/** Upper bound: one of each kind, and three for each required bookable. */
const MOST_REASONS = 60;

@ApiSchema({ name: 'Slot' })
export class SlotDto {
  @InstantProperty({ example: '2027-02-01T09:00:00.000Z' })
  start: string;
  /** Not part of the slot any more. */
  @InstantProperty({ example: '2027-02-01T09:30:00.000Z' })
  end: string;
  /**
   * How many seats one booking can take; only where people share a slot.
   * @example 4
   */
  seatsLeft?: number;
}

@ApiSchema({ name: 'SlotListMeta' })
export class SlotListMetaDto {
  @InstantProperty({ example: '2027-01-31T23:00:00.000Z' })
  from: string;
  @InstantProperty({ example: '2027-02-28T23:00:00.000Z' })
  to: string;
  /** @example Europe/Paris */
  timeZone: string;
  /** @example 30 */
  durationMinutes: number;
}

@ApiSchema({ name: 'SlotList' })
export class SlotListDto {
  @ApiProperty({ type: SlotDto, isArray: true, maxItems: MOST_SLOTS, description: 'In the order of time.' })
  data: SlotDto[];
  meta: SlotListMetaDto;
}

@ApiSchema({ name: 'SlotReason' })
export class SlotReasonDto {
  @EnumField(REASON_CODES, { name: 'SlotReasonCode' })
  code: ReasonCode;
  @EnumField(LIMIT_PERIODS, { optional: true, name: 'LimitPeriod', description: 'Which limit is reached.' })
  period?: LimitPeriod;
  /** Which of the required rooms and devices; only for those who manage the event type. */
  @ApiProperty({ type: String, format: 'uuid', required: false })
  bookableId?: string;
}

@ApiSchema({ name: 'SlotHostExplanation' })
export class SlotHostExplanationDto {
  /** Only for those who manage the event type. */
  @ApiProperty({ type: String, format: 'uuid', required: false })
  hostId?: string;
  /** @example false */
  isFree: boolean;
  @ApiProperty({ type: SlotReasonDto, isArray: true, maxItems: MOST_REASONS, example: [{ code: 'slot_taken' }] })
  reasons: SlotReasonDto[];
}

@ApiSchema({ name: 'SlotExplanation' })
export class SlotExplanationDto {
  @InstantProperty({ example: '2027-02-01T09:00:00.000Z' })
  start: string;
  @InstantProperty({ example: '2027-02-01T09:30:00.000Z' })
  end: string;
  /**
   * Whether it can be booked.
   * @example false
   */
  isFree: boolean;
  @ApiProperty({
    type: SlotReasonDto,
    isArray: true,
    maxItems: MOST_REASONS,
    example: [],
    description:
      'Why not: what holds whoever hosts; where nothing does, what stands in the way of the hosts. Empty when it is free.',
  })
  reasons: SlotReasonDto[];
  @ApiProperty({ type: SlotHostExplanationDto, isArray: true, maxItems: MOST_HOSTS })
  hosts: SlotHostExplanationDto[];
}
