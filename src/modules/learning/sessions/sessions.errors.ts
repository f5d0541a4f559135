import { defineError } from '../../../kernel/coded-error.js';

export const SESSION_STATUS_CONFLICT = defineError({
  code: 'session_status_conflict',
  kind: 'conflict',
  title: 'The state of the room does not allow this.',
  description:
    'An archived room is changed once it is reopened, and only an active one can be paused. Read the room again: its `status` says what it is.',
});
