import type { OrganizationRole } from '../../people/organizations/organizations.api.js';
import type { EventTypeRecord } from './event-types.api.js';

/** Relation of a person to an event type. */
export interface Standing {
  readonly isOwner: boolean;
  /** The type belongs to no organization. */
  readonly isPersonal: boolean;
  /** Role in the type's organization; null for strangers. */
  readonly role: OrganizationRole | null;
}

export type EventTypeAction = 'read' | 'change' | 'archive' | 'name other hosts' | 'manage copies';

export function leads(role: OrganizationRole | null): boolean {
  return role === 'owner' || role === 'admin';
}

/** Owners who have left the organization are no insiders of its types. */
export function isInsider({ isOwner, isPersonal, role }: Standing): boolean {
  return isPersonal ? isOwner : role !== null;
}

export function manages(standing: Standing): boolean {
  return isInsider(standing) && (standing.isOwner || leads(standing.role));
}

/** @param isCopy whether the type is a managed copy, which its owner may change in some parts and not archive */
export function can(standing: Standing, action: EventTypeAction, isCopy: boolean): boolean {
  switch (action) {
    case 'read':
      return isInsider(standing);
    case 'change':
      return manages(standing);
    case 'archive':
      return isCopy ? leads(standing.role) : manages(standing);
    case 'name other hosts':
    case 'manage copies':
      return standing.isPersonal ? standing.isOwner : leads(standing.role);
  }
}

export function standingIn(
  { ownerId, organizationId }: Pick<EventTypeRecord, 'ownerId' | 'organizationId'>,
  userId: string,
  role: OrganizationRole | null,
): Standing {
  return { isOwner: ownerId === userId, isPersonal: organizationId === null, role };
}
