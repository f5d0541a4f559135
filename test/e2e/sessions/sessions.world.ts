import { createSession } from '../../factories/session.js';
import type { MakePart } from '../../security/world-part.js';

export const makePart: MakePart = async ({ owner, member }) => {
  const { id } = await createSession(owner);
  const { body } = await owner.api.post(`/sessions/${id}/collaborators`, { userId: member.id });
  return { ids: { '/sessions/{id}': id, '/sessions/{id}/collaborators/{collaboratorId}': body.id } };
};
