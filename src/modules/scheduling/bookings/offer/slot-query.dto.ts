import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { exampleDate, exampleTime } from '../../../../infra/http/examples.js';
import { DateOrInstantField, IdField, InstantField, TimeZoneField } from '../../../../infra/http/fields.js';
import { IdListField } from '../../../../infra/http/list-fields.js';
import { DurationField } from '../../slots/slots.dto.js';

const MOST_HOSTS = 100;
const MOVING = {
  optional: true,
  description:
    'A booking of this event type that is to be moved, for those who may move it: what it takes counts as free. ' +
    'Without an account that is what was booked without one.',
} as const;

export class SlotQueryDto {
  @IdField({ example: EXAMPLE_IDS.eventType, description: 'Public ones need no account.' })
  eventTypeId: string;

  @DateOrInstantField({
    example: exampleDate(7),
    description: 'From when slots may start: a moment, or a date of `timeZone`, which is its beginning.',
  })
  from: string;

  @DateOrInstantField({
    example: exampleDate(11),
    description:
      'Until when they may start: a moment, or a date of `timeZone`, which is its end. At most 62 days after `from`.',
  })
  to: string;

  @TimeZoneField({
    optional: true,
    description: 'Where dates are read; the zone of the event type when it is left out.',
  })
  timeZone?: string;

  @DurationField()
  durationMinutes?: number;

  @IdListField({
    optional: true,
    max: MOST_HOSTS,
    description: 'Only slots of these hosts, where the event type chooses among several.',
  })
  hostIds?: string[];

  @IdField(MOVING)
  rescheduleBookingId?: string;
}

export class SlotExplanationQueryDto {
  @IdField({ example: EXAMPLE_IDS.eventType, description: 'Public ones need no account.' })
  eventTypeId: string;

  @InstantField({ example: exampleTime('09:00', 7), description: 'The start in question.' })
  at: Date;

  @DurationField()
  durationMinutes?: number;

  @IdField(MOVING)
  rescheduleBookingId?: string;
}
