import { mapConstraint } from '../../../infra/database/constraint-errors.js';
import { defineError } from '../../../kernel/coded-error.js';

export const BOOKABLE_IN_USE = defineError({
  code: 'bookable_in_use',
  kind: 'conflict',
  title: 'The resource is booked.',
  description:
    'Bookings that are not over need the resource, or that part of its capacity. `until` is when the last of them ends. ' +
    'Move or cancel them first.',
});
export const TOO_MANY_SCHEDULES = defineError({
  code: 'too_many_schedules',
  kind: 'unprocessable',
  title: 'There are as many schedules as there may be.',
  description: 'A person or resource has at most 20 schedules.',
});
export const DEFAULT_SCHEDULE_NEEDED = defineError({
  code: 'default_schedule_needed',
  kind: 'unprocessable',
  title: 'One of the schedules is the default.',
  description: 'Make another schedule the default instead of taking that from this one.',
});
export const TOO_MANY_OVERRIDES = defineError({
  code: 'too_many_overrides',
  kind: 'unprocessable',
  title: 'The schedule has as many overrides as it may have.',
  description: 'A schedule has at most 400 overrides. Delete those of dates that are over.',
});
export const ALREADY_AWAY = defineError({
  code: 'already_away',
  kind: 'conflict',
  title: 'Part of the time is out of office already.',
  description: 'Entries of one person or resource do not overlap. Change the entry that is there.',
});

mapConstraint('out_of_office_overlap', ALREADY_AWAY);
