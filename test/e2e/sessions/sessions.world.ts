import { createSession } from '../../factories/session.js';
import type { MakePart } from '../../security/world-part.js';

export const makePart: MakePart = async ({ owner, member }) => {
  const { id } = await createSession(owner);
  const collaborator = await owner.api.post(`/sessions/${id}/collaborators`, { userId: member.id });
  const link = await owner.api.post(`/sessions/${id}/invitations`, {});
  return {
    ids: {
      '/sessions/{id}': id,
      '/sessions/{id}/collaborators/{collaboratorId}': collaborator.body.id,
      '/sessions/{id}/invitations/{invitationId}': link.body.id,
    },
  };
};
