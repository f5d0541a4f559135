import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EnumField } from '../../../../infra/http/fields.js';
import { EnumListField } from '../../../../infra/http/list-fields.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { ADMISSIONS, type Admission } from '../invitations/invitation.rules.js';
import { COURSE_ROLES, type CourseRole, ORGANIZATION_ROLES, type OrganizationRole } from '../organizations.api.js';
import { InvitationDto } from '../invitations/invitation.dto.js';

@ApiSchema({ name: 'Member' })
export class MemberDto {
  @EnumField(ADMISSIONS, {
    name: 'Admission',
    description: '`joined`: a member. `invited`: was asked and has not accepted; nothing of the person is known.',
  })
  status: Admission;
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a1a */
  organizationId: string;
  /**
   * Null for who is invited, account or not.
   * @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a12
   */
  userId: string | null;
  /** @example 'Ada Lovelace' */
  name: string | null;
  /** @example ada@example.org */
  email: string;
  /** Whether the member has shown that the address is theirs. */
  emailVerified: boolean;
  @EnumField(ORGANIZATION_ROLES, { name: 'OrganizationRole' })
  role: OrganizationRole;
  @EnumListField(COURSE_ROLES, {
    maxItems: COURSE_ROLES.length,
    name: 'CourseRole',
    description:
      'What the person is in the courses, or will be: `manager` manages them, and so do owners and admins; the others have a profile in use.',
    example: ['manager'],
  })
  courseRoles: CourseRole[];
  /**
   * It is no person, but what apps of the organization act as: `/organizations/{id}/service-accounts`.
   * @example false
   */
  isServiceAccount: boolean;
  /** @example 2027-01-04T08:00:00.000Z */
  joinedAt: Date | null;
  @ApiProperty({ type: InvitationDto, nullable: true, example: null, description: 'Null for who joined.' })
  invitation: InvitationDto | null;
}

@ApiSchema({ name: 'MemberPage' })
export class MemberPageDto extends PageOf(MemberDto, 'MemberPage') {}

/** Example of an open invitation. */
export const INVITED = {
  status: 'invited',
  userId: null,
  name: null,
  email: 'charles@example.org',
  emailVerified: false,
  role: 'admin',
  courseRoles: [],
  joinedAt: null,
  invitation: {
    id: '01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a13',
    organizationId: '01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a1a',
    email: 'charles@example.org',
    role: 'admin',
    courseRoles: [],
    status: 'pending',
    invitedBy: { id: '01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a12', name: 'Ada Lovelace' },
    expiresAt: '2027-01-11T08:00:00.000Z',
    createdAt: '2027-01-04T08:00:00.000Z',
  },
};

/** Example of a member who is not the owner. */
export const GRACE = {
  userId: '01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a15',
  name: 'Grace Hopper',
  email: 'grace@example.org',
  role: 'admin',
};
