import { ApiSchema } from '@nestjs/swagger';
import { EmailField, EnumField, IdField, LineField, PasswordField, TextField } from '../../../../infra/http/fields.js';
import { INVITED_ROLES, type InvitedRole } from '../invitation.rules.js';
import { ORGANIZATION_ROLES, type OrganizationRole } from '../organizations.api.js';

@ApiSchema({ name: 'NewOrganization' })
export class NewOrganizationDto {
  @LineField({ max: 100, example: 'Analytical Engines' })
  name: string;
}

@ApiSchema({ name: 'ChangeOrganization' })
export class ChangeOrganizationDto {
  @LineField({ max: 100, optional: true, example: 'Analytical Engines' })
  name?: string;
}

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

@ApiSchema({ name: 'AcceptInvitation' })
export class AcceptInvitationDto {
  @TextField({ max: 100, description: 'The secret of the mailed link.' })
  token: string;
}

/** The form on the page that the link leads to. */
export class AcceptOnPageDto extends AcceptInvitationDto {
  @PasswordField()
  password: string;
}

export class InvitationLinkDto {
  @TextField({ max: 100, optional: true })
  token?: string;
}
