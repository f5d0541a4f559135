import type { OrganizationRole } from '../../src/modules/organizations/organizations.api.js';
import type { Person } from './person.js';

/** Creates an organization over the API. @returns its id */
export async function createOrganization(owner: Person, name = 'Analytical Engines'): Promise<string> {
  const { status, body } = await owner.api.post('/organizations', { name });
  if (status !== 201) throw new Error(`The organization was answered with ${status} ${JSON.stringify(body)}`);
  return body.id;
}

/** Makes somebody a member over the API. */
export async function addMember(
  owner: Person,
  organizationId: string,
  person: Person,
  role: OrganizationRole = 'member',
): Promise<void> {
  const members = `/organizations/${organizationId}/members`;
  const added = await owner.api.post(members, { email: person.email, role: role === 'owner' ? 'admin' : role });
  if (added.status !== 201) throw new Error(`The member was answered with ${added.status}`);
  if (role === 'owner') await owner.api.patch(`${members}/${person.id}`, { role });
}
