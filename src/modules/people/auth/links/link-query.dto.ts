import { TextField } from '../../../../infra/http/fields.js';

export class LinkQueryDto {
  @TextField({ max: 200, optional: true })
  token?: string;

  @TextField({ max: 20, optional: true })
  lang?: string;
}
