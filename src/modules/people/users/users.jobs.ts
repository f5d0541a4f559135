import { defineJob } from '../../../kernel/message.js';

export interface EraseStep {
  readonly erasureId: string;
  /** Fencing token: a message is valid for one state of the erasure, so that no two run concurrently. */
  readonly step: number;
}

/** One step of an erasure, which appends the message of the next step. */
export const ERASE_PERSON = defineJob<EraseStep>('users.erase-person');
