import { defineJob } from '../../../kernel/message.js';

export interface EraseStep {
  readonly erasureId: string;
  /** Binds the message to one state of the erasure, so that two of them never take steps side by side. */
  readonly step: number;
}

/** One step of an erasure; the step appends the message for the next one. */
export const ERASE_PERSON = defineJob<EraseStep>('users.erase-person');
