import { ApiSchema } from '@nestjs/swagger';
import { exampleDate, Examples } from '../../../../infra/http/examples.js';
import { BooleanField, IdField, LineField, TimeZoneField } from '../../../../infra/http/fields.js';
import { ObjectListField } from '../../../../infra/http/list-fields.js';
import { SortField } from '../../../../infra/http/pagination/sort-field.js';
import { PageQueryDto } from '../../../../infra/http/pagination/page-query.dto.js';
import { MOST_INTERVALS, MOST_TRAVELS } from './schedule.rules.js';
import { DayIntervalDto, TravelDto, WeeklyIntervalDto } from './schedule.dto.js';

const WEEKLY = 'In any order; they may touch and not overlap. None: never open, but for overrides.';

@Examples({
  workingHours: {
    summary: 'Monday and Tuesday',
    value: {
      name: 'Working hours',
      timeZone: 'Europe/Paris',
      weekly: [
        { day: 1, start: '09:00', end: '17:00' },
        { day: 2, start: '09:00', end: '12:30' },
      ],
    },
  },
})
@ApiSchema({ name: 'NewSchedule' })
export class NewScheduleDto {
  @LineField({ max: 100, example: 'Working hours' })
  name: string;

  @IdField({ optional: true, description: 'A resource that you manage. Without it the schedule is yours.' })
  bookableId?: string;

  @TimeZoneField({ optional: true, description: 'That of the resource, or of your profile, when it is left out.' })
  timeZone?: string;

  @BooleanField({ optional: true, description: '`true` makes it the default. The first schedule always is.' })
  isDefault?: boolean;

  @ObjectListField(WeeklyIntervalDto, { maxItems: MOST_INTERVALS, description: WEEKLY })
  weekly: WeeklyIntervalDto[];
}

@Examples({
  weekly: { summary: 'Other hours', value: { weekly: [{ day: 3, start: '10:00', end: '18:00' }] } },
})
@ApiSchema({ name: 'ChangeSchedule' })
export class ChangeScheduleDto {
  @LineField({ max: 100, optional: true, example: 'Summer hours' })
  name?: string;

  @TimeZoneField({ optional: true })
  timeZone?: string;

  @BooleanField({ optional: true, description: '`true` makes it the default instead of the one that was.' })
  isDefault?: boolean;

  @ObjectListField(WeeklyIntervalDto, {
    maxItems: MOST_INTERVALS,
    optional: true,
    description: `Replaces all. ${WEEKLY}`,
  })
  weekly?: WeeklyIntervalDto[];
}

@Examples({
  halfDay: { summary: 'A half day', value: { intervals: [{ start: '09:00', end: '12:00' }] } },
  closed: { summary: 'Closed', value: { intervals: [] } },
})
@ApiSchema({ name: 'SetScheduleOverride' })
export class SetScheduleOverrideDto {
  @ObjectListField(DayIntervalDto, { maxItems: MOST_INTERVALS, description: 'None: closed on that date.' })
  intervals: DayIntervalDto[];
}

@Examples({
  travel: {
    summary: 'Two weeks elsewhere',
    value: { travels: [{ from: exampleDate(7), to: exampleDate(20), timeZone: 'Asia/Tokyo' }] },
  },
})
@ApiSchema({ name: 'SetScheduleTravels' })
export class SetScheduleTravelsDto {
  @ObjectListField(TravelDto, { maxItems: MOST_TRAVELS, description: 'Replaces all; no two on the same date.' })
  travels: TravelDto[];
}

export class ScheduleQueryDto extends PageQueryDto {
  @IdField({ optional: true, description: 'Schedules of this resource; yours when it is left out.' })
  bookableId?: string;

  @SortField(['createdAt', 'name'], 'createdAt')
  override sort?: string;
}
