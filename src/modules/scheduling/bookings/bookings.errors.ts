import { mapConstraint } from '../../../infra/database/constraint-errors.js';
import { defineError } from '../../../kernel/coded-error.js';

export const ALREADY_CANCELLED = defineError({
  code: 'already_cancelled',
  kind: 'conflict',
  title: 'The booking is cancelled.',
  description: 'A cancelled booking cannot be changed or cancelled again. Restore it, or make a new one.',
});
export const ALREADY_DECLINED = defineError({
  code: 'already_declined',
  kind: 'conflict',
  title: 'The booking is declined.',
  description: 'A declined booking cannot be changed, cancelled or restored. Make a new one.',
});
export const NOT_CANCELLED = defineError({
  code: 'not_cancelled',
  kind: 'conflict',
  title: 'The booking is not cancelled.',
  description: 'Only a cancelled booking is restored; somebody may have done so already.',
});
export const NOT_RESTORABLE = defineError({
  code: 'not_restorable',
  kind: 'unprocessable',
  title: 'The booking cannot be restored.',
  description:
    'Somebody it needs has closed the account or left its organization, its event type is not offered to whoever booked ' +
    'it any more, or its series has no such date any more; `detail` says which. Make a new booking.',
});
export const ALREADY_STARTED = defineError({
  code: 'already_started',
  kind: 'conflict',
  title: 'The booking has begun.',
  description: 'The link of a booking moves and cancels it until it begins; its hosts can do so afterwards.',
});
export const NOT_PENDING = defineError({
  code: 'not_pending',
  kind: 'conflict',
  title: 'The booking does not wait for a decision.',
  description: 'Only pending bookings are confirmed or declined; this one is confirmed already.',
});
export const NOT_REASSIGNABLE = defineError({
  code: 'not_reassignable',
  kind: 'unprocessable',
  title: 'The booking cannot be given to another host.',
  description: 'Where hosts take turns it can; ad-hoc bookings, shared slots and bookings that need all hosts cannot.',
});
export const NOT_STARTED = defineError({
  code: 'not_started',
  kind: 'unprocessable',
  title: 'The booking has not begun.',
  description: 'Who came can be recorded once the booking has begun.',
});
export const ATTENDEE_EXISTS = defineError({
  code: 'attendee_exists',
  kind: 'conflict',
  title: 'The person attends already.',
  description: 'The account or the address is in the list of attendees.',
});
export const ATTENDEE_NEEDED = defineError({
  code: 'attendee_needed',
  kind: 'unprocessable',
  title: 'The booking needs this person.',
  description: 'Whoever booked an event type, and its hosts, cannot be taken off. Cancel the booking instead.',
});
export const TOO_MANY_ATTENDEES = defineError({
  code: 'too_many_attendees',
  kind: 'unprocessable',
  title: 'The booking has as many attendees as it may have.',
  description: 'A booking has at most 100 attendees.',
});
export const SYNC_TOKEN_EXPIRED = defineError({
  code: 'sync_token_expired',
  kind: 'gone',
  title: 'The token is of no use any more.',
  description: 'A token of changes is good for 30 days and for the person it was given to. Begin again without one.',
});

mapConstraint('booking_attendees_user_key', ATTENDEE_EXISTS);
mapConstraint('booking_attendees_email_key', ATTENDEE_EXISTS);
