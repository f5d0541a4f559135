import { mapConstraint } from '../../../infra/database/constraint-errors.js';
import { defineError } from '../../../kernel/coded-error.js';

export const SESSION_STATUS_CONFLICT = defineError({
  code: 'session_status_conflict',
  kind: 'conflict',
  title: 'The state of the room does not allow this.',
  description:
    'An archived room is changed once it is reopened, and only an active one can be paused. Read the room again: its `status` says what it is.',
});
export const SESSION_FULL = defineError({
  code: 'session_full',
  kind: 'conflict',
  title: 'The room is at maximum capacity.',
  description:
    'All places are taken, or more than the new `maxCollaborators` has. Remove somebody, or raise `maxCollaborators` (50 at most).',
});
export const ALREADY_COLLABORATOR = defineError({
  code: 'already_collaborator',
  kind: 'conflict',
  title: 'The person is in the room already.',
  description: 'There is nothing to add; change the role of the collaborator instead.',
});
export const SESSION_OWNER_STAYS = defineError({
  code: 'session_owner_stays',
  kind: 'conflict',
  title: 'The owner cannot leave the room.',
  description: 'Transfer the room to a collaborator first, or archive it.',
});
export const NOT_ANOTHER_COLLABORATOR = defineError({
  code: 'not_another_collaborator',
  kind: 'unprocessable',
  title: 'The new owner has to be another person in the room.',
  description: 'Add the person to the room first; to own a room of an organization they have to be a member of it.',
});

export const SESSION_INVITATION_INVALID = defineError({
  code: 'session_invitation_invalid',
  kind: 'not_found',
  title: 'The link into the room is not valid.',
  description: 'It was revoked, or whoever made it does not run the room any more. Ask for a new one.',
});
export const SESSION_INVITATION_EXPIRED = defineError({
  code: 'session_invitation_expired',
  kind: 'gone',
  title: 'The link into the room has expired.',
  description: 'A link works until the end that it was made with. Ask for a new one.',
});

mapConstraint('sessions_capacity_check', SESSION_FULL);
