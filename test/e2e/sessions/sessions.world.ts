import { createSession } from '../../factories/session.js';
import type { MakePart } from '../../security/world-part.js';

export const makePart: MakePart = async ({ owner, member }) => {
  const { id } = await createSession(owner);
  const collaborator = await owner.api.post(`/sessions/${id}/collaborators`, { userId: member.id });
  const link = await owner.api.post(`/sessions/${id}/invitations`, {});
  const file = await owner.api.post(`/sessions/${id}/files`, { path: 'lib/sort.js' });
  const version = await owner.api.post(`/sessions/${id}/versions`, { name: 'It sorts' });
  const guest = await owner.api.post(`/sessions/${id}/guest-links`, {});
  return {
    ids: {
      '/sessions/{id}': id,
      '/admin/sessions/{id}': id,
      '/sessions/{id}/collaborators/{collaboratorId}': collaborator.body.id,
      '/sessions/{id}/guest-links/{guestId}': guest.body.id,
      '/sessions/{id}/invitations/{invitationId}': link.body.id,
      '/sessions/{id}/files/{fileId}': file.body.id,
      '/sessions/{id}/versions/{versionId}': version.body.id,
    },
  };
};
