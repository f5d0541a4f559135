import { defineEvent } from '../../../kernel/message.js';

/** An administrator (`actorId`) read what an e-mail says; `userId`: whose mail it is, null without an account. */
export const EMAIL_CONTENT_READ = defineEvent<{ emailId: string; userId: string | null; actorId: string }>(
  'mail.content_read',
);
