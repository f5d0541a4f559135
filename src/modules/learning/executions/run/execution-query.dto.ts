import { PageQueryDto } from '../../../../infra/http/pagination/page-query.dto.js';
import { SortField } from '../../../../infra/http/pagination/sort-field.js';

export const DEFAULT_EXECUTION_SORT = '-createdAt';

export class ExecutionQueryDto extends PageQueryDto {
  @SortField(['createdAt'], DEFAULT_EXECUTION_SORT)
  override sort?: string;
}
