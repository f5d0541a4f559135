import { createSession } from '../../factories/session.js';
import type { MakePart } from '../../security/world-part.js';

export const makePart: MakePart = async ({ owner }) => {
  const { id } = await createSession(owner);
  return { ids: { '/sessions/{id}': id } };
};
