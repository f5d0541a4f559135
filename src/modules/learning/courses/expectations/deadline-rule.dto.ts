import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { Examples } from '../../../../infra/http/examples.js';
import { IntegerField, TimeOfDayField } from '../../../../infra/http/fields.js';
import { IntegerListField } from '../../../../infra/http/list-fields.js';
import { ESCALATION_DAYS, GRACE_HOURS, REMINDER_HOURS } from './expectation.rules.js';

@Examples({
  sunday: {
    summary: 'On Sundays before midnight, with a reminder a day before',
    value: { weekday: 7, time: '23:59', reminderHours: [24], escalationDays: 3 },
  },
  monday: {
    summary: 'At noon of the Monday after, not late before the evening',
    value: {
      weekday: 1,
      weeksAfter: 1,
      time: '12:00',
      graceHours: 6,
      reminderHours: [48, 3],
    },
  },
})
@ApiSchema({ name: 'SetLogDeadline' })
export class SetDeadlineRuleDto {
  @IntegerField({ min: 1, max: 7, example: 7, description: 'Monday is 1, Sunday 7.' })
  weekday: number;

  @IntegerField({
    min: 0,
    max: 1,
    optional: true,
    default: 0,
    description: '0: of the week that the log is of; 1: of the one after.',
  })
  weeksAfter?: number;

  @TimeOfDayField({
    example: '23:59',
    description: 'In the zone of the institution; it stays this time over a change of clocks.',
  })
  time: string;

  @IntegerField({
    ...GRACE_HOURS,
    optional: true,
    default: 0,
    description: 'How many hours after the deadline a log is not yet late.',
  })
  graceHours?: number;

  @IntegerListField({
    min: REMINDER_HOURS.min,
    max: REMINDER_HOURS.max,
    maxItems: REMINDER_HOURS.most,
    optional: true,
    example: [24],
    description: 'How many hours before it whoever owes the log is reminded; never when it is left out.',
  })
  reminderHours?: number[];

  @IntegerField({
    ...ESCALATION_DAYS,
    optional: true,
    nullable: true,
    example: 3,
    description:
      'After how many days without the log those who manage the courses are told again; never when it is null.',
  })
  escalationDays?: number | null;
}

@ApiSchema({ name: 'LogDeadline' })
export class DeadlineRuleDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.organization })
  organizationId: string;
  @ApiProperty({ type: 'integer', example: 7, description: 'Monday is 1, Sunday 7.' })
  weekday: number;
  @ApiProperty({ type: 'integer', example: 0, description: '0: of the week itself; 1: of the one after.' })
  weeksAfter: number;
  /** @example '23:59' */
  time: string;
  @ApiProperty({ type: 'integer', example: 0 })
  graceHours: number;
  @ApiProperty({ type: 'integer', isArray: true, example: [24] })
  reminderHours: number[];
  @ApiProperty({ type: 'integer', nullable: true, example: 3 })
  escalationDays: number | null;
  /** Changes with every update; it is the `ETag`. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
}
