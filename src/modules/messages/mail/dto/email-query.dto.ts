import { OmitType } from '@nestjs/swagger';
import { EmailField, EnumField } from '../../../../infra/http/fields.js';
import { SortField } from '../../../../infra/http/pagination/sort-field.js';
import { PageQueryDto } from '../../../../infra/http/pagination/page-query.dto.js';
import { EMAIL_STATUSES, type EmailStatus } from '../email-status.js';
import { mailTemplateNames } from '../mail.templates.js';

export class EmailQueryDto extends PageQueryDto {
  @EnumField(EMAIL_STATUSES, { optional: true, name: 'EmailStatus', description: 'Only those of this state.' })
  status?: EmailStatus;

  @EnumField(mailTemplateNames(), { optional: true, name: 'EmailTemplate', description: 'Only those of this kind.' })
  template?: string;

  @EmailField({ optional: true, description: 'The address it goes to, in any case of letters.' })
  recipient?: string;

  @SortField(['createdAt'], '-createdAt')
  override sort?: string;
}

/** The list without its pages. */
export class EmailFileQueryDto extends OmitType(EmailQueryDto, ['limit', 'cursor', 'page']) {}
