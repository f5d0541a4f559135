import { OmitType } from '@nestjs/swagger';
import { AliasField } from '../../../../infra/http/alias-field.js';
import { EnumField, TextField } from '../../../../infra/http/fields.js';
import { SortField } from '../../../../infra/http/pagination/sort-field.js';
import { PageQueryDto } from '../../../../infra/http/pagination/page-query.dto.js';
import { ADMISSIONS, type Admission } from '../invitations/invitation.rules.js';
import { ORGANIZATION_ROLES, type OrganizationRole } from '../organizations.api.js';

export class MemberQueryDto extends PageQueryDto {
  @TextField({ max: 100, optional: true, description: 'Part of a name or e-mail address.' })
  q?: string;

  @AliasField('q', 100)
  search?: string;

  @EnumField(ORGANIZATION_ROLES, {
    optional: true,
    name: 'OrganizationRole',
    description: 'Only members in this role.',
  })
  role?: OrganizationRole;

  @EnumField(ADMISSIONS, {
    optional: true,
    name: 'Admission',
    description: 'Only those who joined, or only those who are invited; both when it is left out.',
  })
  status?: Admission;

  @SortField(['joinedAt'], 'joinedAt')
  override sort?: string;
}

/** The list without its pages. */
export class MemberFileQueryDto extends OmitType(MemberQueryDto, ['limit', 'cursor', 'page', 'search']) {}
