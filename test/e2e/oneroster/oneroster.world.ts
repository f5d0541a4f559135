import type { MakePart } from '../../security/world-part.js';

export const makePart: MakePart = async ({ owner, references }) => {
  const path = `/organizations/${references['organizationId']}/oneroster-clients`;
  const client = await owner.api.post(path, { name: 'Library' });
  return { ids: { '/organizations/{id}/oneroster-clients/{clientId}': client.body.id } };
};
