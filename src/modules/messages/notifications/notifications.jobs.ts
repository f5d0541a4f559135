import { defineJob } from '../../../kernel/message.js';

export interface SummarizePerson {
  readonly userId: string;
  /** When the summary was due (ISO 8601, UTC). */
  readonly due: string;
}

/** Retry of one person's daily summary, which failed in the batch. */
export const SUMMARIZE_PERSON = defineJob<SummarizePerson>('notifications.summarize-person');
