import { createSession } from '../../factories/session.js';
import type { MakePart } from '../../security/world-part.js';

export const makePart: MakePart = async ({ owner }) => {
  const { id: sessionId } = await createSession(owner);
  const { body } = await owner.api.post('/execute', { sessionId, language: 'python', code: 'print(42)' });
  return {
    ids: {
      '/execute/status/{jobId}': body.id,
      '/execute/history/{sessionId}': sessionId,
    },
  };
};
