import type { OrganizationRole } from '../../people/organizations/organizations.api.js';

/** Whether somebody with this role runs the courses of an organization; null for those who do not belong to it. */
export function managesCourses(role: OrganizationRole | null): boolean {
  return role === 'owner' || role === 'admin';
}

/**
 * What somebody is to an offering. `facilitator`: has taught it, teaches it or will; `student`: is enrolled in it, and
 * did not withdraw.
 */
export const OFFERING_STANDINGS = ['manager', 'facilitator', 'student'] as const;
export type OfferingStanding = (typeof OFFERING_STANDINGS)[number];

/**
 * `see people`: who teaches when, and who is enrolled. Logs are those of its weeks; `judge logs`: return them, or accept
 * them.
 */
export type OfferingAction = 'see' | 'see people' | 'see logs' | 'write logs' | 'judge logs' | 'change';

const ALLOWED: Readonly<Record<OfferingStanding, readonly OfferingAction[]>> = {
  manager: ['see', 'see people', 'see logs', 'write logs', 'judge logs', 'change'],
  facilitator: ['see', 'see people', 'see logs', 'write logs'],
  student: ['see'],
};

export function canInOffering(standing: OfferingStanding, action: OfferingAction): boolean {
  return ALLOWED[standing].includes(action);
}
