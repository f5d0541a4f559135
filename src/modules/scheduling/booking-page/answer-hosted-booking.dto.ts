import { EnumField, InstantField, IntegerField, TextField } from '../../../infra/http/fields.js';

export const HOST_ANSWERS = ['confirm', 'decline', 'cancel', 'move'] as const;
export type HostAnswer = (typeof HOST_ANSWERS)[number];

/**
 * Form data of the page. `reason` is longer than the textarea's maxlength, because browsers count a line break as one
 * character and send two (CRLF).
 */
export class AnswerHostedBookingDto {
  @EnumField(HOST_ANSWERS)
  answer: HostAnswer;

  @TextField({ max: 1000, min: 0, optional: true })
  reason?: string;

  /** For `move`. */
  @InstantField({ optional: true })
  start?: Date;

  /** Of the booking that the page showed. */
  @IntegerField({ min: 1, max: 2_147_483_647 })
  version: number;
}
