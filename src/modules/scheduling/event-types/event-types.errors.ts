import { mapConstraint } from '../../../infra/database/constraint-errors.js';
import { defineError } from '../../../kernel/coded-error.js';

export const SLUG_EXISTS = defineError({
  code: 'slug_exists',
  kind: 'conflict',
  title: 'The slug is taken.',
  description: 'Another event type has this slug. Choose another one, or leave it out to get one made from the title.',
});
export const HOST_NOT_MEMBER = defineError({
  code: 'host_not_member',
  kind: 'unprocessable',
  title: 'A host is no member of the organization.',
  description: 'Add the person to the organization first. `errors` says who it is.',
});
export const HOSTS_NEED_ORGANIZATION = defineError({
  code: 'hosts_need_organization',
  kind: 'unprocessable',
  title: 'A personal event type has its owner as the only host.',
  description: 'Make the event type for an organization (`organizationId`) to have its members as hosts.',
});
export const UNKNOWN_SCHEDULE = defineError({
  code: 'unknown_schedule',
  kind: 'unprocessable',
  title: 'The schedule is none of the host.',
  description: 'Name a schedule that belongs to the host, or null for the default one. `errors` says which it is.',
});
export const UNKNOWN_BOOKABLE = defineError({
  code: 'unknown_bookable',
  kind: 'unprocessable',
  title: 'The event type cannot use what it requires.',
  description:
    'A required bookable is an active room or device that belongs to the organization of the event type or to its ' +
    'owner. `errors` says which one is not.',
});
export const SEATS_NEED_FIXED_HOSTS = defineError({
  code: 'seats_need_fixed_hosts',
  kind: 'unprocessable',
  title: 'Shared times cannot be assigned in turn.',
  description:
    'More than one seat needs the assignment `single` or `collective`: in a round robin the guests of one time would ' +
    'meet different hosts.',
});
export const MANAGED_FIELD = defineError({
  code: 'managed_field',
  kind: 'unprocessable',
  title: 'A managed copy follows its event type in this.',
  description:
    'Of a copy one can change the slug, the location, whether it is active, and the schedule of its host. `errors` ' +
    'names what else was given; change the event type that it was copied from.',
});
export const NOT_COPYABLE = defineError({
  code: 'not_copyable',
  kind: 'unprocessable',
  title: 'The event type cannot be copied for members.',
  description: 'Copies are made of event types of an organization, and not of copies.',
});
export const TOO_MANY_COPIES = defineError({
  code: 'too_many_copies',
  kind: 'unprocessable',
  title: 'The event type has as many copies as it may have.',
  description: 'An event type has at most 200 managed copies.',
});

mapConstraint('event_types_slug_key', SLUG_EXISTS);
mapConstraint('event_type_hosts_member_fkey', HOST_NOT_MEMBER);
mapConstraint('event_type_hosts_schedule_fkey', UNKNOWN_SCHEDULE);
mapConstraint('event_type_bookables_bookable_fkey', UNKNOWN_BOOKABLE);
