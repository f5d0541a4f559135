import { defineEvent } from '../../../kernel/message.js';
import type { CourseRole, OrganizationRole } from './organizations.api.js';

/** `actorId`: the acting person; `userId`: the member concerned. */
interface MemberEvent {
  readonly organizationId: string;
  readonly userId: string;
  readonly actorId: string;
}

export const ORGANIZATION_CREATED = defineEvent<{ organizationId: string; actorId: string }>('organization.created');
export const ORGANIZATION_RENAMED = defineEvent<{ organizationId: string; actorId: string }>('organization.renamed');
/** Of its logo or its colour. */
export const ORGANIZATION_BRAND_CHANGED = defineEvent<{ organizationId: string; actorId: string }>(
  'organization.brand_changed',
);
/** By an administrator of the platform. */
export const ORGANIZATION_PAGE_REMOVED = defineEvent<{ organizationId: string; actorId: string }>(
  'organization.page_removed',
);
export const ORGANIZATION_DELETED = defineEvent<{ organizationId: string; actorId: string }>('organization.deleted');
/**
 * Published when an invitation is accepted, so `actorId` is the new member, and when somebody who asked is admitted, by whom nobody
 * was invited.
 */
export const MEMBER_ADDED = defineEvent<MemberEvent & { role: OrganizationRole; invitedBy: string | null }>(
  'organization.member_added',
  'userId',
);
/** When members leave, `actorId` is their own id. */
export const MEMBER_REMOVED = defineEvent<MemberEvent & { formerRole: OrganizationRole }>(
  'organization.member_removed',
  'userId',
);
export const MEMBER_ROLE_CHANGED = defineEvent<MemberEvent & { role: OrganizationRole; formerRole: OrganizationRole }>(
  'organization.member_role_changed',
  'userId',
);
/**
 * `courseRoles`: all that the member is in the courses now. `isAgreed`: the member accepted an invitation to it, or asked for
 * it.
 */
export const MEMBER_COURSE_ROLES_CHANGED = defineEvent<MemberEvent & { courseRoles: CourseRole[]; isAgreed: boolean }>(
  'organization.member_course_roles_changed',
  'userId',
);
/** `userId`: the new owner; `actorId`: the former one. */
export const OWNERSHIP_TRANSFERRED = defineEvent<MemberEvent>('organization.ownership_transferred', 'userId');
/** Published for each `round` of an invitation. */
export const INVITATION_CREATED = defineEvent<{
  invitationId: string;
  organizationId: string;
  round: number;
  role: OrganizationRole;
  courseRoles: CourseRole[];
}>('organization.invitation_created');
/** `actorId`: whose address was invited; `email`: that address, which whoever invited it knows. */
export const INVITATION_DECLINED = defineEvent<{
  invitationId: string;
  organizationId: string;
  actorId: string;
  invitedBy: string;
  email: string;
}>('organization.invitation_declined');
export const SERVICE_ACCOUNT_CREATED = defineEvent<{ organizationId: string; accountId: string; actorId: string }>(
  'organization.service_account_created',
);
export const SERVICE_ACCOUNT_RENAMED = defineEvent<{ organizationId: string; accountId: string; actorId: string }>(
  'organization.service_account_renamed',
);
export const SERVICE_ACCOUNT_DELETED = defineEvent<{ organizationId: string; accountId: string; actorId: string }>(
  'organization.service_account_deleted',
);
