import { ApiSchema } from '@nestjs/swagger';
import { BooleanField, IdField, LineField, TimeZoneField } from '../../../../infra/http/fields.js';
import { ObjectListField } from '../../../../infra/http/list-fields.js';
import { SortField } from '../../../../infra/http/pagination/sort-field.js';
import { PageQueryDto } from '../../../../infra/http/pagination/page-query.dto.js';
import { MOST_INTERVALS, MOST_TRAVELS } from './schedule.rules.js';
import { DayIntervalDto, TravelDto, WeeklyIntervalDto } from './schedule.dto.js';

const WEEKLY = 'In any order; they may touch and not overlap. None: never open, but for overrides.';

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

@ApiSchema({ name: 'SetScheduleOverride' })
export class SetScheduleOverrideDto {
  @ObjectListField(DayIntervalDto, { maxItems: MOST_INTERVALS, description: 'None: closed on that date.' })
  intervals: DayIntervalDto[];
}

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
