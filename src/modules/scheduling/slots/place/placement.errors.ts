import { defineError } from '../../../../kernel/coded-error.js';

export const IN_THE_PAST = defineError({
  code: 'in_the_past',
  kind: 'unprocessable',
  title: 'The time has passed.',
  description: 'A booking cannot begin before now, nor be moved there.',
});

export const OUTSIDE_AVAILABILITY = defineError({
  code: 'outside_availability',
  kind: 'unprocessable',
  title: 'The time is not offered.',
  description:
    'The event type cannot be booked at this time: out of its hours, its notice or its window, or off its grid. ' +
    '`reasons` lists the codes that `GET /slots/explain` explains; `alternatives` has up to three times that are offered.',
  members: { reasons: [], alternatives: [] },
});
export const LIMIT_REACHED = defineError({
  code: 'limit_reached',
  kind: 'unprocessable',
  title: 'There is no room for another booking in this period.',
  description: 'The event type limits how much of a day, week or month may be booked, and that much is booked.',
  members: { reasons: ['limit_reached'], alternatives: [] },
});
export const HOLD_EXPIRED = defineError({
  code: 'hold_expired',
  kind: 'gone',
  title: 'The hold has expired.',
  description: 'The slot is not kept any more. Hold or book it again if it is still offered.',
});
export const HOLD_EXTENDED = defineError({
  code: 'hold_extended',
  kind: 'conflict',
  title: 'The hold was extended already.',
  description: 'A hold can be extended once.',
});
export const TOO_MANY_HOLDS = defineError({
  code: 'too_many_holds',
  kind: 'too_many_requests',
  title: 'Others at your address keep too many slots of this event type.',
  description:
    'Without an account one address keeps a few slots of one event type at once. Book, or delete a hold; `Retry-After` ' +
    'says when the next of them expires. Booking without a hold is possible all the same.',
});
export const HOLD_MISMATCH = defineError({
  code: 'hold_mismatch',
  kind: 'unprocessable',
  title: 'The hold is for something else.',
  description: 'Event type, start, duration and seats of the booking must be those of the hold.',
});
export const NOT_A_HOST = defineError({
  code: 'not_a_host',
  kind: 'unprocessable',
  title: 'The person does not host this event type.',
  description:
    '`hostId` must be one of the hosts among whom the event type chooses, and nobody who takes part in the booking.',
});
