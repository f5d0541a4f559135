import { defineEvent } from '../../../kernel/message.js';
import type { OrganizationRole } from './organizations.api.js';

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
export const ORGANIZATION_DELETED = defineEvent<{ organizationId: string; actorId: string }>('organization.deleted');
/** Published on acceptance, so `actorId` is the new member. */
export const MEMBER_ADDED = defineEvent<MemberEvent & { role: OrganizationRole; invitedBy: string }>(
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
/** `userId`: the new owner; `actorId`: the former one. */
export const OWNERSHIP_TRANSFERRED = defineEvent<MemberEvent>('organization.ownership_transferred', 'userId');
/** Published for each `round` of an invitation. */
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
