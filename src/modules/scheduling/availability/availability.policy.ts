import type { OrganizationRole } from '../../people/organizations/organizations.api.js';

/** Relation of an actor to a bookable. */
export interface Standing {
  /** The bookable is the person themselves. */
  readonly isSelf: boolean;
  /** Owner of a resource that belongs to no organization. */
  readonly isOwner: boolean;
  /** Role in the organization that the resource belongs to; null for strangers. */
  readonly role: OrganizationRole | null;
  /** Shares an organization with the person. */
  readonly isColleague: boolean;
}

/**
 * `see`: what it is, and when it is busy. `read`: its schedules and absences. `plan`: change these.
 * `change`: the resource itself; people change their account.
 */
export type BookableAction = 'see' | 'read' | 'plan' | 'change';

const RULES: Readonly<Record<BookableAction, (standing: Standing) => boolean>> = {
  see: (standing) => standing.isColleague || can(standing, 'read'),
  read: (standing) => standing.isSelf || standing.isOwner || standing.role !== null,
  plan: (standing) => standing.isSelf || can(standing, 'change'),
  change: ({ isOwner, role }) => isOwner || leads(role),
};

export function can(standing: Standing, action: BookableAction): boolean {
  return RULES[action](standing);
}

/** Who manages what belongs to an organization. */
export function leads(role: OrganizationRole | null): boolean {
  return role === 'owner' || role === 'admin';
}
