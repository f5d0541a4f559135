import { defineJob } from '../../kernel/message.js';

/** One step of an erasure; the step appends the message for the next one. */
export const ERASE_PERSON = defineJob<{ readonly erasureId: string }>('users.erase-person');
