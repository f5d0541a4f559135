import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { Examples } from '../../../../infra/http/examples.js';
import { EnumField, LineField } from '../../../../infra/http/fields.js';
import { INVITED_ROLES, type InvitedRole } from '../invitations/invitation.rules.js';
import { MOST_ACCOUNTS } from './service-account.rules.js';
import { ORGANIZATION_ROLES, type OrganizationRole } from '../organizations.api.js';

@Examples({
  site: { summary: 'For the site of a school', value: { name: 'Our site' } },
  sync: { summary: 'For a program that manages everything', value: { name: 'Timetable', role: 'admin' } },
})
@ApiSchema({ name: 'NewServiceAccount' })
export class NewServiceAccountDto {
  @LineField({ max: 100, example: 'Our site', description: 'What others see where it books or organizes something.' })
  name: string;

  @EnumField(INVITED_ROLES, {
    optional: true,
    name: 'InvitedRole',
    description: '`member` when it is left out; only owners make one that administers.',
  })
  role?: InvitedRole;
}

@Examples({
  rename: { summary: 'Another name', value: { name: 'Our new site' } },
})
@ApiSchema({ name: 'ChangeServiceAccount' })
export class ChangeServiceAccountDto {
  @LineField({ max: 100, optional: true, example: 'Our site' })
  name?: string;
}

@ApiSchema({ name: 'ServiceAccount' })
export class ServiceAccountDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a19 */
  id: string;
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a1a */
  organizationId: string;
  /** @example 'Our site' */
  name: string;
  @EnumField(ORGANIZATION_ROLES, { name: 'OrganizationRole', example: 'member' })
  role: OrganizationRole;
  createdAt: Date;
}

@ApiSchema({ name: 'ServiceAccountList' })
export class ServiceAccountListDto {
  @ApiProperty({ type: ServiceAccountDto, isArray: true, maxItems: MOST_ACCOUNTS })
  data: ServiceAccountDto[];
}
