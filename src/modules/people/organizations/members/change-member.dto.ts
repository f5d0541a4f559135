import { ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { Examples } from '../../../../infra/http/examples.js';
import { EmailField, EnumField, IdField } from '../../../../infra/http/fields.js';
import { INVITED_ROLES, type InvitedRole } from '../invitations/invitation.rules.js';
import { ORGANIZATION_ROLES, type OrganizationRole } from '../organizations.api.js';

@Examples({
  member: { summary: 'A member', value: { email: 'katherine@example.org' } },
  admin: { summary: 'Somebody who administers', value: { email: 'dorothy@example.org', role: 'admin' } },
})
@ApiSchema({ name: 'NewMember' })
export class NewMemberDto {
  @EmailField()
  email: string;

  @EnumField(INVITED_ROLES, { optional: true, name: 'InvitedRole', description: '`member` when it is left out.' })
  role?: InvitedRole;
}

@Examples({
  promote: { summary: 'Administers from now on', value: { role: 'admin' } },
})
@ApiSchema({ name: 'ChangeMember' })
export class ChangeMemberDto {
  @EnumField(ORGANIZATION_ROLES, { name: 'OrganizationRole' })
  role: OrganizationRole;
}

@Examples({
  member: { summary: 'To a member', value: { userId: EXAMPLE_IDS.grace } },
})
@ApiSchema({ name: 'TransferOwnership' })
export class TransferOwnershipDto {
  @IdField({ description: 'The member who becomes owner; the caller becomes admin.' })
  userId: string;
}
