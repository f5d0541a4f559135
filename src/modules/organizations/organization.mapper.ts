import type { UserRecord } from '../users/users.api.js';
import type { InvitationDto } from './dto/invitation.dto.js';
import type { AddedMemberDto, MemberDto } from './dto/member.dto.js';
import type { OrganizationDto } from './dto/organization.dto.js';
import type { OrganizationInvitation } from './entities/organization-invitation.entity.js';
import type { OrganizationMember } from './entities/organization-member.entity.js';
import type { Organization } from './entities/organization.entity.js';
import type { OrganizationRole } from './organizations.api.js';

export function toOrganizationDto(organization: Organization, myRole: OrganizationRole): OrganizationDto {
  const { id, name, memberCount, version, createdAt, updatedAt } = organization;
  return { id, name, myRole, memberCount, version, createdAt, updatedAt };
}

export function toMemberDto(member: OrganizationMember, person: UserRecord): MemberDto {
  const { organizationId, userId, role, joinedAt } = member;
  const { name, email, emailVerified } = person;
  return { organizationId, userId, name, email, emailVerified, role, joinedAt };
}

export function toJoined(member: MemberDto): AddedMemberDto {
  return { status: 'joined', ...member, invitation: null };
}

export function toInvited(invitation: InvitationDto): AddedMemberDto {
  const { organizationId, email, role } = invitation;
  return {
    status: 'invited',
    organizationId,
    userId: null,
    name: null,
    email,
    emailVerified: false,
    role,
    joinedAt: null,
    invitation,
  };
}

/** @param people those who invited, erased ones included */
export function toInvitationDto(
  invitation: OrganizationInvitation,
  people: ReadonlyMap<string, UserRecord>,
  now: Date,
): InvitationDto {
  const { id, organizationId, email, role, invitedBy, expiresAt, createdAt } = invitation;
  return {
    id,
    organizationId,
    email,
    role,
    status: expiresAt > now ? 'pending' : 'expired',
    invitedBy: { id: invitedBy, name: people.get(invitedBy)?.name ?? '' },
    expiresAt,
    createdAt,
  };
}
