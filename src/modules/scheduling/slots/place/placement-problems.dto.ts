import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { TimeSpanDto } from '../../../../infra/http/time-span.dto.js';
import { REASON_CODES, type ReasonCode } from '../engine/reasons.js';

/** Reasons of the refusal, and free alternatives. */
@ApiSchema({ name: 'NotOfferedMembers' })
export class NotOfferedMembersDto {
  @ApiProperty({
    enum: REASON_CODES,
    enumName: 'SlotReasonCode',
    isArray: true,
    description: 'As `GET /slots/explain` explains them.',
  })
  reasons: ReasonCode[];
  @ApiProperty({
    type: TimeSpanDto,
    isArray: true,
    maxItems: 3,
    description: 'Free times of the same length near the wanted one, in the order of time.',
  })
  alternatives: TimeSpanDto[];
}

@ApiSchema({ name: 'TakenInstance' })
export class TakenInstanceDto extends TimeSpanDto {
  /** RECURRENCE-ID: the local start by the rule of the series. */
  @ApiProperty({ type: String, pattern: '^\\d{8}T\\d{6}$', example: '20270201T100000' })
  recurrenceId: string;
}

@ApiSchema({ name: 'SlotTakenMembers' })
export class SlotTakenMembersDto extends NotOfferedMembersDto {
  @ApiProperty({
    type: TimeSpanDto,
    nullable: true,
    description: 'The time that is taken; null where it may not be told, as of event types, and when it is free again.',
  })
  conflict: TimeSpanDto | null;
  @ApiProperty({
    type: TakenInstanceDto,
    isArray: true,
    required: false,
    description: 'Of a series: the first dates that are taken.',
  })
  conflicts?: TakenInstanceDto[];
  @ApiProperty({ type: 'integer', required: false, description: 'Of a series: how many dates are taken.' })
  conflictCount?: number;
}

@ApiSchema({ name: 'DurationNotOfferedMembers' })
export class DurationNotOfferedMembersDto {
  @ApiProperty({ type: 'integer', isArray: true, description: 'In minutes.', example: [30, 60] })
  durations: number[];
}
