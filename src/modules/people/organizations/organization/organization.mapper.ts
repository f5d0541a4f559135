import type { UserRecord } from '../../users/users.api.js';
import type { InvitationDto, ReceivedInvitationDto } from '../invitations/invitation.dto.js';
import type { MemberDto } from '../members/member.dto.js';
import type { OrganizationDto } from './organization.dto.js';
import type { OrganizationInvitation } from '../invitations/organization-invitation.entity.js';
import type { OrganizationMember } from '../members/organization-member.entity.js';
import type { Organization } from './organization.entity.js';
import type { CourseRole, OrganizationRole } from '../organizations.api.js';

/** What is kept apart from it. */
export type OrganizationParts = Pick<OrganizationDto, 'slug' | 'logoUrl'>;

export function toOrganizationDto(
  organization: Organization,
  myRole: OrganizationRole,
  { slug, logoUrl }: OrganizationParts,
): OrganizationDto {
  const { id, name, color, memberCount, version, createdAt, updatedAt } = organization;
  return { id, name, slug, color, logoUrl, myRole, memberCount, version, createdAt, updatedAt };
}

export function toMemberDto(
  member: OrganizationMember,
  person: UserRecord,
  { isServiceAccount, courseRoles }: { readonly isServiceAccount: boolean; readonly courseRoles: CourseRole[] },
): MemberDto {
  const { organizationId, userId, role, joinedAt } = member;
  const { name, email, emailVerified } = person;
  return {
    status: 'joined',
    organizationId,
    userId,
    name,
    email,
    emailVerified,
    role,
    courseRoles,
    isServiceAccount,
    joinedAt,
    invitation: null,
  };
}

/** The same whether or not the address has an account, against user enumeration. */
export function toInvitedDto(invitation: InvitationDto): MemberDto {
  const { organizationId, email, role, courseRoles } = invitation;
  return {
    status: 'invited',
    organizationId,
    userId: null,
    name: null,
    email,
    emailVerified: false,
    role,
    courseRoles,
    isServiceAccount: false,
    joinedAt: null,
    invitation,
  };
}

/** @param people inviters, including erased ones */
export function toInvitationDto(
  invitation: OrganizationInvitation,
  people: ReadonlyMap<string, UserRecord>,
  now: Date,
): InvitationDto {
  const { id, organizationId, email, role, courseRoles, invitedBy, expiresAt, createdAt } = invitation;
  return {
    id,
    organizationId,
    email,
    role,
    courseRoles,
    status: expiresAt > now ? 'pending' : 'expired',
    invitedBy: { id: invitedBy, name: people.get(invitedBy)?.name ?? '' },
    expiresAt,
    createdAt,
  };
}

/** @param people inviters, including erased ones */
export function toReceivedInvitationDto(
  { id, organizationId, role, courseRoles, invitedBy, expiresAt, createdAt }: OrganizationInvitation,
  organizationName: string,
  people: ReadonlyMap<string, UserRecord>,
): ReceivedInvitationDto {
  const inviterName = people.get(invitedBy)?.name ?? '';
  return { id, organizationId, organizationName, inviterName, role, courseRoles, expiresAt, createdAt };
}
