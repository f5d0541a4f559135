import { parseDates } from '../../../../infra/database/ranges.js';
import { dateOfDay, dayOfDate } from '../../../../kernel/zoned-time.js';
import type { ScheduleDetailsDto, ScheduleDto, TravelDto } from './schedule.dto.js';
import type { ScheduleOverride } from './schedule-override.entity.js';
import type { ScheduleTravel } from './schedule-travel.entity.js';
import type { Schedule } from './schedule.entity.js';
import { writeInterval } from './schedule.rules.js';

export function toScheduleDto(schedule: Schedule): ScheduleDto {
  const { id, bookableId, name, timeZone, isDefault, version, createdAt, updatedAt } = schedule;
  const weekly = schedule.weekly.map((interval) => ({ day: interval.day, ...writeInterval(interval) }));
  return { id, bookableId, name, timeZone, isDefault, weekly, version, createdAt, updatedAt };
}

export function toScheduleDetailsDto(
  schedule: Schedule,
  overrides: readonly ScheduleOverride[],
  travels: readonly ScheduleTravel[],
): ScheduleDetailsDto {
  return {
    ...toScheduleDto(schedule),
    overrides: overrides.map(({ date, intervals }) => ({ date, intervals: intervals.map(writeInterval) })),
    travels: travels.map(toTravelDto),
  };
}

function toTravelDto({ dates, timeZone }: ScheduleTravel): TravelDto {
  const { from, until } = parseDates(dates);
  return { from, to: dateOfDay(dayOfDate(until) - 1), timeZone };
}
