import type { OrganizationRole } from '../../people/organizations/organizations.api.js';

/** Whether somebody with this role runs the courses of an organization; null for those who do not belong to it. */
export function managesCourses(role: OrganizationRole | null): boolean {
  return role === 'owner' || role === 'admin';
}
