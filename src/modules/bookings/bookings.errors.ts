import { mapConstraint } from '../../infra/database/constraint-errors.js';
import { defineError } from '../../kernel/coded-error.js';

export const SLOT_TAKEN = defineError({
  code: 'slot_taken',
  kind: 'conflict',
  title: 'The time is taken.',
  description:
    'Another booking of yours takes part of this time. `conflict` is its `{start, end}`, `alternatives` has up to ' +
    'three free times of the same length near the wanted one.',
});
export const IN_THE_PAST = defineError({
  code: 'in_the_past',
  kind: 'unprocessable',
  title: 'The time has passed.',
  description: 'A booking cannot begin before now, nor be moved there.',
});
export const ALREADY_CANCELLED = defineError({
  code: 'already_cancelled',
  kind: 'conflict',
  title: 'The booking is cancelled.',
  description: 'A cancelled booking cannot be changed or cancelled again. Make a new one.',
});
export const ATTENDEE_EXISTS = defineError({
  code: 'attendee_exists',
  kind: 'conflict',
  title: 'The person attends already.',
  description: 'The account or the address is in the list of attendees.',
});
export const TOO_MANY_ATTENDEES = defineError({
  code: 'too_many_attendees',
  kind: 'unprocessable',
  title: 'The booking has as many attendees as it may have.',
  description: 'A booking has at most 100 attendees.',
});

mapConstraint('claims_core_core', SLOT_TAKEN);
mapConstraint('claims_core_buffer', SLOT_TAKEN);
mapConstraint('booking_attendees_user_key', ATTENDEE_EXISTS);
mapConstraint('booking_attendees_email_key', ATTENDEE_EXISTS);
