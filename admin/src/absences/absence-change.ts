import type { ChangeOutOfOffice, NewOutOfOffice, OutOfOffice } from '@lyceum/sdk';
import { fromLocalTime, toLocalTime } from '../bookings/local-time.ts';
import { textIn, textOrNull } from '../shell/form-values.ts';
import { ALL_REASONS } from './absence-fields.ts';

export const STAND_IN = 'standInId';

/** What a form changes of an absence: days where it was given in days, else instants. */
export function changeIn(given: FormData, absence: OutOfOffice): ChangeOutOfOffice {
  const { from, to, reason, standInId } = absence;
  const isInDays = from !== null && to !== null;
  const standIn = given.has(STAND_IN) ? textOrNull(given, STAND_IN) : standInId;
  return {
    ...(isInDays
      ? daysIn(given, absence)
      : { start: instantIn(given, absence, 'start'), end: instantIn(given, absence, 'end') }),
    reason: ALL_REASONS.find((one) => one === textIn(given, 'reason')) ?? reason,
    note: textOrNull(given, 'note'),
    ...(standIn !== standInId && { standInId: standIn }),
  };
}

/** A day that is not sent stays in the zone in which it was given. */
function daysIn(given: FormData, absence: OutOfOffice): Pick<ChangeOutOfOffice, 'from' | 'to'> {
  const [from, to] = [textIn(given, 'from'), textIn(given, 'to')];
  return { ...(from !== absence.from && { from }), ...(to !== absence.to && { to }) };
}

/** Untouched, it is the same instant, also in an hour that the clocks show twice. */
function instantIn(given: FormData, absence: OutOfOffice, name: 'start' | 'end'): string {
  const typed = textIn(given, name);
  return typed === toLocalTime(absence[name]) ? absence[name] : fromLocalTime(typed);
}

/**
 * As it was, for whoever takes a removal back.
 * @param resourceId the room or device whose it is; nothing for one's own
 */
export function sameAgain(absence: OutOfOffice, resourceId: string | undefined): NewOutOfOffice {
  const { start, end, from, to, reason, note, standInId } = absence;
  return {
    ...(resourceId !== undefined && { bookableId: resourceId }),
    ...(from !== null && to !== null ? { from, to } : { start, end }),
    reason,
    note,
    ...(standInId !== null && { standInId }),
  };
}
