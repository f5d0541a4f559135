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
  return {
    ids: {
      '/organizations/{id}': organization,
      '/organizations/{id}/members/{userId}': member.id,
      '/organizations/{id}/invitations/{invitationId}': sent.body.id,
      '/organizations/{id}/service-accounts/{accountId}': service.body.id,
      '/invitations/{id}': received.body.id,
    },
    references: { organizationId: organization, serviceAccountId: service.body.id },
  };
};
