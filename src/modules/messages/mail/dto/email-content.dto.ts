import { ApiSchema } from '@nestjs/swagger';
import { EnumField } from '../../../../infra/http/fields.js';

export const EMAIL_CONTENT_STATES = ['kept', 'removed', 'unreadable'] as const;
export type EmailContentState = (typeof EMAIL_CONTENT_STATES)[number];

@ApiSchema({ name: 'EmailContent' })
export class EmailContentDto {
  /**
   * `removed`: it was sent, or given up with a secret link, and is not stored any more; `unreadable`: it is stored and
   * cannot be rendered.
   */
  @EnumField(EMAIL_CONTENT_STATES, { name: 'EmailContentState', example: 'kept' })
  state: EmailContentState;
  /**
   * A whole document, which loads nothing; secrets of its links are `[redacted]`. Null unless `kept`.
   * @example <!doctype html><html lang="en"><body><h1>Confirmed</h1></body></html>
   */
  html: string | null;
  /**
   * The same as plain text. Null unless `kept`.
   * @example 'Hello Ada Lovelace, …'
   */
  text: string | null;
}
