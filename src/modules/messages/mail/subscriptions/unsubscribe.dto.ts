import { EnumField, TextField } from '../../../../infra/http/fields.js';

export class UnsubscribeQueryDto {
  @TextField({ max: 200, optional: true })
  token?: string;

  @TextField({ max: 20, optional: true })
  lang?: string;
}

/** The form of the page, or what mail programs send (RFC 8058, section 3.1). */
export class UnsubscribeDto {
  @EnumField(['stop', 'resume'], { optional: true })
  wish?: string;

  @TextField({ max: 20, optional: true })
  'List-Unsubscribe'?: string;
}
