import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { LocalDateField, IntegerField, TimeOfDayField, TimeZoneField } from '../../../../infra/http/fields.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { MOST_INTERVALS, MOST_OVERRIDES, MOST_TRAVELS } from './schedule.rules.js';

const END = 'Not part of it. At or before the start it is a time of the next day; `24:00` is midnight.';

@ApiSchema({ name: 'DayInterval' })
export class DayIntervalDto {
  @TimeOfDayField({ example: '09:00' })
  start: string;

  @TimeOfDayField({ example: '17:00', isEnd: true, description: END })
  end: string;
}

@ApiSchema({ name: 'WeeklyInterval' })
export class WeeklyIntervalDto extends DayIntervalDto {
  @IntegerField({ min: 1, max: 7, example: 1, description: 'The day on which it starts: Monday is 1, Sunday 7.' })
  day: number;
}

@ApiSchema({ name: 'ScheduleOverride' })
export class ScheduleOverrideDto {
  @LocalDateField()
  date: string;

  @ApiProperty({
    type: DayIntervalDto,
    isArray: true,
    maxItems: MOST_INTERVALS,
    description: 'Instead of the weekly intervals that start on the date; none: closed.',
  })
  intervals: DayIntervalDto[];
}

@ApiSchema({ name: 'Travel' })
export class TravelDto {
  @LocalDateField({ example: '2027-02-01', description: 'The first date.' })
  from: string;

  @LocalDateField({ example: '2027-02-14', description: 'The last date; included.' })
  to: string;

  @TimeZoneField({ example: 'Asia/Tokyo', description: 'In which intervals that start on these dates are read.' })
  timeZone: string;
}

@ApiSchema({ name: 'Schedule' })
export class ScheduleDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a31 */
  id: string;
  /** The person or resource that it is for. */
  bookableId: string;
  /** @example 'Working hours' */
  name: string;
  /**
   * IANA time zone of the times.
   * @example Europe/Paris
   */
  timeZone: string;
  /**
   * Whether it is the one for event types that name none.
   * @example true
   */
  isDefault: boolean;
  @ApiProperty({ type: WeeklyIntervalDto, isArray: true, maxItems: MOST_INTERVALS })
  weekly: WeeklyIntervalDto[];
  /** Changes with every update, also of overrides and travels; it is the `ETag`. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

@ApiSchema({ name: 'ScheduleDetails' })
export class ScheduleDetailsDto extends ScheduleDto {
  @ApiProperty({
    type: ScheduleOverrideDto,
    isArray: true,
    maxItems: MOST_OVERRIDES,
    description: 'In the order of their dates.',
  })
  overrides: ScheduleOverrideDto[];

  @ApiProperty({ type: TravelDto, isArray: true, maxItems: MOST_TRAVELS, description: 'In the order of their dates.' })
  travels: TravelDto[];
}

@ApiSchema({ name: 'SchedulePage' })
export class SchedulePageDto extends PageOf(ScheduleDto, 'SchedulePage') {}
