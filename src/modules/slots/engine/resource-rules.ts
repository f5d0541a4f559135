import { MINUTE } from '../../../kernel/clock.js';
import { type Interval, merge, subtract, whereAtLeast } from '../../../kernel/intervals.js';
import type { BookableCalendar } from '../../availability/availability.api.js';
import type { Occupancy } from './occupancy.js';
import type { SlotCase } from './slot-case.js';
import { ALWAYS, type Rule, startsMeeting, startsWithin } from './starts.js';

/** Whether the rooms and devices that the type needs are there. */
export function resourceRules({ type, calendars, durationMinutes }: SlotCase): Rule[] {
  const length = durationMinutes * MINUTE;
  return type.requiredBookableIds.map((bookableId) => {
    const calendar = calendars.get(bookableId);
    if (!calendar?.isActive) return { reason: { code: 'resource_inactive', bookableId }, forbidden: [ALWAYS] };
    const closed = [
      ...subtract([ALWAYS], startsWithin(calendar.open, length)),
      ...startsMeeting(calendar.away, 0, length),
    ];
    return { reason: { code: 'resource_closed', bookableId }, forbidden: merge(closed) };
  });
}

/** Whether each of them has a lane that is free all the time. Buffers are time of people: resources have none. */
export function laneRules({ type, calendars, durationMinutes }: SlotCase, occupancy: Occupancy): Rule[] {
  const length = durationMinutes * MINUTE;
  return type.requiredBookableIds.flatMap((bookableId) => {
    const calendar = calendars.get(bookableId);
    if (!calendar) return [];
    const taken = [...lanesTaken(calendar, occupancy, length), ...startsMeeting(calendar.busy, 0, length)];
    return [{ reason: { code: 'resource_taken', bookableId }, forbidden: merge(taken) }];
  });
}

/** The starts for which every lane has a claim in the way. */
function lanesTaken({ claims, capacity }: BookableCalendar, occupancy: Occupancy, length: number): Interval[] {
  const lanes = new Map<number, Interval[]>();
  for (const claim of claims) {
    // The bookable had more lanes once.
    if (claim.lane >= capacity || !occupancy.holds(claim)) continue;
    const lane = lanes.get(claim.lane);
    if (lane) lane.push(claim);
    else lanes.set(claim.lane, [claim]);
  }
  return whereAtLeast(
    capacity,
    [...lanes.values()].map((taken) => startsMeeting(taken, 0, length)),
  );
}
