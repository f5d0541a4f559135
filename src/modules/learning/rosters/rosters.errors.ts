import { mapConstraint } from '../../../infra/database/constraint-errors.js';
import { defineError } from '../../../kernel/coded-error.js';

export const ROSTER_STATE_CONFLICT = defineError({
  code: 'roster_state_conflict',
  kind: 'conflict',
  title: 'The state of the import does not allow this.',
  description:
    'A file is uploaded and looked at before it is applied, only one that is `ready` is applied, and only an applied one is undone. Read the import again: its `state` says what it is.',
});
export const ROSTER_STALE = defineError({
  code: 'roster_stale',
  kind: 'conflict',
  title: 'The courses changed since the dry run.',
  description: 'What would change is not what was shown any more. Make another dry run, and look at it again.',
});
export const ROSTER_RUNNING = defineError({
  code: 'roster_running',
  kind: 'conflict',
  title: 'Another import of the organization is under way.',
  description:
    'One import is looked at, and one applied or undone, at a time. Wait until it is over; then make another dry run.',
});
export const ROSTER_LIMIT = defineError({
  code: 'roster_limit',
  kind: 'conflict',
  title: 'Too many imports of the organization wait.',
  description:
    'Twenty imports that are not applied are kept at most. Apply or delete one; each goes by itself when its `keptUntil` is over.',
});

mapConstraint('roster_imports_running', ROSTER_RUNNING);
