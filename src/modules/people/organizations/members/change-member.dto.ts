import { ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { Examples } from '../../../../infra/http/examples.js';
import { EmailField, EnumField, IdField } from '../../../../infra/http/fields.js';
import { EnumListField } from '../../../../infra/http/list-fields.js';
import { INVITED_ROLES, type InvitedRole } from '../invitations/invitation.rules.js';
import { COURSE_ROLES, type CourseRole, ORGANIZATION_ROLES, type OrganizationRole } from '../organizations.api.js';

@Examples({
  member: { summary: 'A member', value: { email: 'katherine@example.org' } },
  facilitator: {
    summary: 'Somebody who teaches',
    value: { email: 'joan@example.org', courseRoles: ['facilitator'] },
  },
  admin: { summary: 'Somebody who administers', value: { email: 'dorothy@example.org', role: 'admin' } },
})
@ApiSchema({ name: 'NewMember' })
export class NewMemberDto {
  @EmailField()
  email: string;

  @EnumField(INVITED_ROLES, { optional: true, name: 'InvitedRole', description: '`member` when it is left out.' })
  role?: InvitedRole;

  @EnumListField(COURSE_ROLES, {
    maxItems: COURSE_ROLES.length,
    optional: true,
    name: 'CourseRole',
    description: 'What the person is in the courses once they accept; nothing when it is left out.',
  })
  courseRoles?: CourseRole[];
}

@Examples({
  promote: { summary: 'Administers from now on', value: { role: 'admin' } },
  teach: { summary: 'Manages the courses and teaches', value: { courseRoles: ['manager', 'facilitator'] } },
})
@ApiSchema({ name: 'ChangeMember' })
export class ChangeMemberDto {
  @EnumField(ORGANIZATION_ROLES, { optional: true, name: 'OrganizationRole' })
  role?: OrganizationRole;

  @EnumListField(COURSE_ROLES, {
    maxItems: COURSE_ROLES.length,
    optional: true,
    name: 'CourseRole',
    description:
      'All that the person is in the courses: profiles of facilitator and student are made, taken back into use, or archived. Owners and admins stay `manager`.',
  })
  courseRoles?: CourseRole[];
}

@Examples({
  member: { summary: 'To a member', value: { userId: EXAMPLE_IDS.grace } },
})
@ApiSchema({ name: 'TransferOwnership' })
export class TransferOwnershipDto {
  @IdField({ description: 'The member who becomes owner; the caller becomes admin.' })
  userId: string;
}
