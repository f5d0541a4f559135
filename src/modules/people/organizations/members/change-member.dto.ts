import { ApiSchema } from '@nestjs/swagger';
import { EmailField, EnumField, IdField } from '../../../../infra/http/fields.js';
import { INVITED_ROLES, type InvitedRole } from '../invitations/invitation.rules.js';
import { ORGANIZATION_ROLES, type OrganizationRole } from '../organizations.api.js';

@ApiSchema({ name: 'NewMember' })
export class NewMemberDto {
  @EmailField()
  email: string;

  @EnumField(INVITED_ROLES, { optional: true, name: 'InvitedRole', description: '`member` when it is left out.' })
  role?: InvitedRole;
}

@ApiSchema({ name: 'ChangeMember' })
export class ChangeMemberDto {
  @EnumField(ORGANIZATION_ROLES, { name: 'OrganizationRole' })
  role: OrganizationRole;
}

@ApiSchema({ name: 'TransferOwnership' })
export class TransferOwnershipDto {
  @IdField({ description: 'The member who becomes owner; the caller becomes admin.' })
  userId: string;
}
