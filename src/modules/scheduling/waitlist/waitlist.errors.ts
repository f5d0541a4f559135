import { mapConstraint } from '../../../infra/database/constraint-errors.js';
import { defineError } from '../../../kernel/coded-error.js';

export const SLOTS_AVAILABLE = defineError({
  code: 'slots_available',
  kind: 'conflict',
  title: 'There are free slots.',
  description: 'Nobody waits for what can be booked: `slots` has up to three slots of the range that are offered now.',
});
export const ALREADY_WAITING = defineError({
  code: 'already_waiting',
  kind: 'conflict',
  title: 'The person is on the waitlist already.',
  description:
    'An account waits once for the same time of an event type, and once for each address that it puts down. Leave with the ' +
    'other entry first, or wait for another range.',
});
export const NOTHING_OFFERED = defineError({
  code: 'nothing_offered',
  kind: 'conflict',
  title: 'There is no offer to accept.',
  description: 'Nothing has become free yet, the person has left the waitlist, or was passed over.',
});
export const NOT_WAITING = defineError({
  code: 'not_waiting',
  kind: 'conflict',
  title: 'The person does not wait any more.',
  description: 'The entry has an offer already, or has ended; read it again.',
});
export const NOT_OFFERABLE = defineError({
  code: 'not_offerable',
  kind: 'conflict',
  title: 'No such offer can be made to this entry.',
  description:
    'The event type has no such length, seats or questions any more, the person may not book it, mail to guests is held until its ' +
    'owner has verified the address, or another entry of the address has an offer of that time.',
});
export const OFFER_ACCEPTED = defineError({
  code: 'offer_accepted',
  kind: 'conflict',
  title: 'The offer was accepted already.',
  description: 'One offer becomes one booking.',
});
export const OFFER_EXPIRED = defineError({
  code: 'offer_expired',
  kind: 'gone',
  title: 'The offer has expired.',
  description:
    'The slot was kept for a while and is offered to the next one. Join the waitlist again to go on waiting.',
});

mapConstraint('waitlist_entries_one_wish', ALREADY_WAITING);
