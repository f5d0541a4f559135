import { defineEvent } from '../../../kernel/message.js';
import type { OrganizationRole } from './organizations.api.js';

/** In every event `actorId` is who did it, `userId` whom it happened to. */
interface MemberEvent {
  readonly organizationId: string;
  readonly userId: string;
  readonly actorId: string;
}

export const ORGANIZATION_CREATED = defineEvent<{ organizationId: string; actorId: string }>('organization.created');
export const ORGANIZATION_RENAMED = defineEvent<{ organizationId: string; actorId: string }>('organization.renamed');
export const ORGANIZATION_DELETED = defineEvent<{ organizationId: string; actorId: string }>('organization.deleted');
/** The person accepted an invitation, so `actorId` is theirs. */
export const MEMBER_ADDED = defineEvent<MemberEvent & { role: OrganizationRole; invitedBy: string }>(
  'organization.member_added',
  'userId',
);
/** Who leaves is removed by themselves. */
export const MEMBER_REMOVED = defineEvent<MemberEvent & { formerRole: OrganizationRole }>(
  'organization.member_removed',
  'userId',
);
export const MEMBER_ROLE_CHANGED = defineEvent<MemberEvent & { role: OrganizationRole; formerRole: OrganizationRole }>(
  'organization.member_role_changed',
  'userId',
);
/** `userId` is the new owner, `actorId` the one before. */
export const OWNERSHIP_TRANSFERRED = defineEvent<MemberEvent>('organization.ownership_transferred', 'userId');
/** Published again, with the next `round`, when the address is invited again. */
export const INVITATION_CREATED = defineEvent<{ invitationId: string; organizationId: string; round: number }>(
  'organization.invitation_created',
);
export const SERVICE_ACCOUNT_CREATED = defineEvent<{ organizationId: string; accountId: string; actorId: string }>(
  'organization.service_account_created',
);
export const SERVICE_ACCOUNT_RENAMED = defineEvent<{ organizationId: string; accountId: string; actorId: string }>(
  'organization.service_account_renamed',
);
export const SERVICE_ACCOUNT_DELETED = defineEvent<{ organizationId: string; accountId: string; actorId: string }>(
  'organization.service_account_deleted',
);
