import { defineError } from '../../../../kernel/coded-error.js';
import { mapConstraint } from '../../../../infra/database/constraint-errors.js';
import { MOST_CODES } from './joining.rules.js';

export const ALREADY_ASKED = defineError({
  code: 'already_asked',
  kind: 'conflict',
  title: 'You have asked this organization already.',
  description: 'Its answer is in `GET /join-requests`. After a refusal one can ask again thirty days later.',
});
export const TOO_MANY_JOIN_CODES = defineError({
  code: 'too_many_join_codes',
  kind: 'conflict',
  title: 'There are too many codes.',
  description: `An organization has at most ${MOST_CODES}. Delete those that nobody uses any more.`,
});

mapConstraint('organization_join_requests_key', ALREADY_ASKED);
