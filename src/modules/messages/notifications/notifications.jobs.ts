import { defineJob } from '../../../kernel/message.js';

export interface SummarizePerson {
  readonly userId: string;
  /** The tick of the summary. ISO 8601, UTC. */
  readonly due: string;
}

/** The daily summary of somebody that could not be written with those of the others. */
export const SUMMARIZE_PERSON = defineJob<SummarizePerson>('notifications.summarize-person');
