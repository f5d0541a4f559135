import { EnumField } from '../../../../infra/http/fields.js';

export const OFFER_ANSWERS = ['accept', 'leave'] as const;

export class AnswerOfferDto {
  @EnumField(OFFER_ANSWERS)
  answer: (typeof OFFER_ANSWERS)[number];
}
