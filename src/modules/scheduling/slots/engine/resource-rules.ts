import { MINUTE } from '../../../../kernel/clock.js';
import { merge, subtract, whereAtLeast } from '../../../../kernel/intervals.js';
import type { Occupancy } from './occupancy.js';
import type { SlotCase } from './slot-case.js';
import { ALWAYS, type Rule, startsMeeting, startsWithin } from './starts.js';

/** Rules: required resources are active, open and not absent. */
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

/** Rules: capacity of required resources at every moment. Only people have buffers. */
export function capacityRules({ type, calendars, durationMinutes }: SlotCase, occupancy: Occupancy): Rule[] {
  const length = durationMinutes * MINUTE;
  return type.requiredBookableIds.flatMap((bookableId) => {
    const calendar = calendars.get(bookableId);
    if (!calendar) return [];
    const { claims, capacity, busy } = calendar;
    const taken = whereAtLeast(
      capacity,
      claims.filter((claim) => occupancy.holds(claim)),
    );
    return [
      { reason: { code: 'resource_taken', bookableId }, forbidden: startsMeeting([...taken, ...busy], 0, length) },
    ];
  });
}
