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

export const SESSION_FILE_EXISTS = defineError({
  code: 'session_file_exists',
  kind: 'conflict',
  title: 'The room has a file or folder of this name.',
  description:
    'No two files have one path, and no file has the path of a folder. Take another path, or change the file that is there.',
});
export const TOO_MANY_SESSION_FILES = defineError({
  code: 'too_many_session_files',
  kind: 'conflict',
  title: 'The room has as many files as it may have.',
  description: 'A room has at most 100 files. Delete one first.',
});
export const SESSION_DOCUMENT_FULL = defineError({
  code: 'session_document_full',
  kind: 'unprocessable',
  title: 'The room is full.',
  description:
    'All its files together, with their history, may have 1 MiB. Delete something first, or open another room.',
});
export const TOO_MANY_SESSION_VERSIONS = defineError({
  code: 'too_many_session_versions',
  kind: 'conflict',
  title: 'The room has as many versions as it may have.',
  description: 'A room keeps at most 100 versions that people have named. Delete one first.',
});
export const SESSION_ARCHIVE_REFUSED = defineError({
  code: 'session_archive_refused',
  kind: 'unprocessable',
  title: 'The archive cannot be taken.',
  description:
    'A ZIP archive with at most 100 text files in UTF-8, together at most 1 MiB, whose names are paths of rooms; without links and encrypted entries. `detail` says what it has instead.',
});
export const SESSION_NOT_OPEN = defineError({
  code: 'session_not_open',
  kind: 'conflict',
  title: 'The room is not open yet.',
  description:
    'Guests of a booking come in from ten minutes before its start: `opensAt` says when, `startsAt` when it begins.',
});

mapConstraint('sessions_capacity_check', SESSION_FULL);
