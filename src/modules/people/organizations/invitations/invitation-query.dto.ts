import { SortField } from '../../../../infra/http/pagination/sort-field.js';
import { PageQueryDto } from '../../../../infra/http/pagination/page-query.dto.js';

export class InvitationQueryDto extends PageQueryDto {
  @SortField(['createdAt'], '-createdAt')
  override sort?: string;
}
