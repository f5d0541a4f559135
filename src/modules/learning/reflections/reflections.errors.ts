import { mapConstraint } from '../../../infra/database/constraint-errors.js';
import { defineError } from '../../../kernel/coded-error.js';

export const REFLECTION_EXISTS = defineError({
  code: 'reflection_exists',
  kind: 'conflict',
  title: 'You have reflected on this already.',
  description: 'There is one reflection for each week, or for the whole offering. Change that one while it is open.',
});
export const REFLECTION_CLOSED = defineError({
  code: 'reflection_closed',
  kind: 'conflict',
  title: 'This can be reflected on at another time.',
  description: 'A reflection is written and changed from `opensAt` until before `closesAt`.',
  members: { opensAt: '2027-01-25T00:00:00.000Z', closesAt: '2027-02-08T00:00:00.000Z' },
});
export const REFLECTION_NAMED = defineError({
  code: 'reflection_named',
  kind: 'conflict',
  title: 'This can be reflected on with a name only.',
  description: 'The names of those who answered have been read already: an answer without one would be recognised.',
});

mapConstraint('reflections_key', REFLECTION_EXISTS);
