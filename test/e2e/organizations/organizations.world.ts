import { addMember, createOrganization } from '../../factories/organization.js';
import type { MakePart } from '../../security/world-part.js';

export const makePart: MakePart = async ({ owner, member }) => {
  const organization = await createOrganization(owner);
  await addMember(owner, organization, member);
  const sent = await owner.api.post(`/organizations/${organization}/invitations`, { email: `new-${member.email}` });
  const received = await member.api.post(`/organizations/${await createOrganization(member)}/invitations`, {
    email: owner.email,
  });
  const service = await owner.api.post(`/organizations/${organization}/service-accounts`, { name: 'Our site' });
  const requested = async (by: typeof owner, of: string, asking: typeof owner) => {
    const code = (await by.api.post(`/organizations/${of}/join-codes`, { role: 'facilitator' })).body;
    return { code, request: (await asking.api.post('/join-requests', { code: code.code })).body };
  };
  const asked = await requested(owner, organization, member);
  const own = await requested(member, received.body.organizationId, owner);
  return {
    ids: {
      '/organizations/{id}/join-codes/{codeId}': asked.code.id,
      '/organizations/{id}/join-requests/{requestId}': asked.request.id,
      '/join-requests/{requestId}': own.request.id,
      '/organizations/{id}': organization,
      '/admin/organizations/{id}': organization,
      '/organizations/{id}/members/{userId}': member.id,
      '/organizations/{id}/invitations/{invitationId}': sent.body.id,
      '/organizations/{id}/service-accounts/{accountId}': service.body.id,
      '/invitations/{id}': received.body.id,
    },
    references: { organizationId: organization, serviceAccountId: service.body.id },
  };
};
