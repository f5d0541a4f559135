import { ApiSchema } from '@nestjs/swagger';
import { EnumField } from '../../../../infra/http/fields.js';
import { EnumListField } from '../../../../infra/http/list-fields.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { COURSE_ROLES, type CourseRole } from '../organizations.api.js';
import { INVITED_ROLES, type InvitedRole } from './invitation.rules.js';

const InvitedCourseRoles = () =>
  EnumListField(COURSE_ROLES, {
    maxItems: COURSE_ROLES.length,
    name: 'CourseRole',
    description: 'What the person will be in the courses of the organization.',
    example: ['facilitator'],
  });

@ApiSchema({ name: 'Inviter' })
export class InviterDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a12 */
  id: string;
  /** @example 'Ada Lovelace' */
  name: string;
}

export const INVITATION_STATUSES = ['pending', 'expired'] as const;
export type InvitationStatus = (typeof INVITATION_STATUSES)[number];

@ApiSchema({ name: 'Invitation' })
export class InvitationDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a13 */
  id: string;
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a1a */
  organizationId: string;
  /** @example charles@example.org */
  email: string;
  @EnumField(INVITED_ROLES, { name: 'InvitedRole' })
  role: InvitedRole;
  @InvitedCourseRoles()
  courseRoles: CourseRole[];
  @EnumField(INVITATION_STATUSES, { name: 'InvitationStatus' })
  status: InvitationStatus;
  invitedBy: InviterDto;
  expiresAt: Date;
  createdAt: Date;
}

@ApiSchema({ name: 'InvitationPage' })
export class InvitationPageDto extends PageOf(InvitationDto, 'InvitationPage') {}

/** An invitation as the invitee sees it. */
@ApiSchema({ name: 'ReceivedInvitation' })
export class ReceivedInvitationDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a13 */
  id: string;
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a1a */
  organizationId: string;
  /** @example 'Analytical Engines' */
  organizationName: string;
  /** @example 'Ada Lovelace' */
  inviterName: string;
  @EnumField(INVITED_ROLES, { name: 'InvitedRole' })
  role: InvitedRole;
  @InvitedCourseRoles()
  courseRoles: CourseRole[];
  expiresAt: Date;
  createdAt: Date;
}

@ApiSchema({ name: 'ReceivedInvitationPage' })
export class ReceivedInvitationPageDto extends PageOf(ReceivedInvitationDto, 'ReceivedInvitationPage') {}

/** What an invitation shows by its link, without sign-in. */
@ApiSchema({ name: 'InvitationPreview' })
export class InvitationPreviewDto {
  /** @example 'Analytical Engines' */
  organizationName: string;
  /** @example 'Ada Lovelace' */
  inviterName: string;
  @EnumField(INVITED_ROLES, { name: 'InvitedRole' })
  role: InvitedRole;
  @InvitedCourseRoles()
  courseRoles: CourseRole[];
  /**
   * Reminds the invited person which address was meant.
   * @example c••@example.org
   */
  emailHint: string;
  expiresAt: Date;
}
