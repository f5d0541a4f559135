import { EnumField } from '../../../../infra/http/fields.js';
import { SortField } from '../../../../infra/http/pagination/sort-field.js';
import { PageQueryDto } from '../../../../infra/http/pagination/page-query.dto.js';
import { ORGANIZATION_ROLES, type OrganizationRole } from '../organizations.api.js';

export class OrganizationQueryDto extends PageQueryDto {
  @EnumField(ORGANIZATION_ROLES, {
    optional: true,
    name: 'OrganizationRole',
    description: 'Only where this is my role.',
  })
  role?: OrganizationRole;

  @SortField(['createdAt', 'name'], '-createdAt')
  override sort?: string;
}
