import { ApiProperty, ApiSchema, OmitType } from '@nestjs/swagger';
import { Examples, exampleTime } from '../../../../infra/http/examples.js';
import { EnumField, IdField, InstantField } from '../../../../infra/http/fields.js';
import { SortField } from '../../../../infra/http/pagination/sort-field.js';
import { PageQueryDto } from '../../../../infra/http/pagination/page-query.dto.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { WAITLIST_STATUSES, type WaitlistStatus } from '../waitlist.rules.js';
import { WaitlistEntryDto } from './waitlist-entry.dto.js';

export class EventTypeWaitlistQueryDto extends PageQueryDto {
  @EnumField(WAITLIST_STATUSES, {
    optional: true,
    name: 'WaitlistStatus',
    description: 'Only entries in this state.',
  })
  status?: WaitlistStatus;

  @SortField(['createdAt'], 'createdAt')
  override sort?: string;
}

export class RunWaitlistQueryDto extends EventTypeWaitlistQueryDto {
  @IdField({ optional: true, description: 'Only of this event type.' })
  eventTypeId?: string;
}

/** The list without its pages. */
export class RunWaitlistFileQueryDto extends OmitType(RunWaitlistQueryDto, ['limit', 'cursor', 'page']) {}

@Examples({
  slot: { summary: 'A time that is free', value: { start: exampleTime('09:00', 29) } },
})
@ApiSchema({ name: 'OfferTime' })
export class OfferTimeDto {
  @InstantField({
    example: exampleTime('09:00', 29),
    description: 'A start that `GET /slots` offers for the length and seats of the entry, also out of its range.',
  })
  start: Date;
}

@ApiSchema({ name: 'EventTypeWaitlistEntry' })
export class EventTypeWaitlistEntryDto extends OmitType(WaitlistEntryDto, ['attendee', 'url']) {
  /**
   * Who waits.
   * @example 'Grace Hopper'
   */
  name: string;
  /**
   * Shown to the hosts only; null for everybody else.
   * @example grace@example.org
   */
  email: string | null;
  /** To the questions of the event type, by their keys; empty for those who may not see addresses. */
  @ApiProperty({ type: 'object', additionalProperties: true, example: { topic: 'Recursion' } })
  answers: Readonly<Record<string, unknown>>;
  /**
   * What whoever waits wants the hosts to know; null for those who may not see addresses.
   * @example 'I come by wheelchair.'
   */
  notes: string | null;
}

@ApiSchema({ name: 'EventTypeWaitlistEntryPage' })
export class EventTypeWaitlistEntryPageDto extends PageOf(EventTypeWaitlistEntryDto, 'EventTypeWaitlistEntryPage') {}
