import { mapConstraint } from '../../../infra/database/constraint-errors.js';
import { defineError } from '../../../kernel/coded-error.js';

export const SLOT_TAKEN = defineError({
  code: 'slot_taken',
  kind: 'conflict',
  title: 'The time is taken.',
  description:
    'Somebody or something that is needed is not free at this time. `conflict` is the `{start, end}` that is taken, or ' +
    'null where it may not be told, as of event types; `reasons` has codes of `GET /slots/explain`; `alternatives` has ' +
    'up to three free times of the same length near the wanted one. Of a series, `conflicts` lists the dates that are ' +
    'taken, the first of them is `conflict`, and `conflictCount` says how many there are.',
  members: { conflict: null, reasons: ['slot_taken'], alternatives: [] },
});

mapConstraint('claims_core_core', SLOT_TAKEN);
mapConstraint('claims_core_buffer', SLOT_TAKEN);
