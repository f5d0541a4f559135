import { makeKey } from '../../factories/api-key.js';
import type { MakePart } from '../../security/world-part.js';

/** Login sessions that are not the one of the owner's client, and an API key. */
export const makePart: MakePart = async ({ owner }) => {
  const { api, email, password } = owner;
  for (let count = 0; count < 2; count += 1) await api.post('/auth/login', { email, password });
  const { body } = await api.get('/auth/sessions');
  const [session, another] = body.data.filter(({ isCurrent }: { isCurrent: boolean }) => !isCurrent);
  const key = await makeKey(owner, ['bookings:read']);
  return {
    ids: {
      '/auth/sessions/{id}': session.id,
      '/users/{id}/sessions/{sessionId}': another.id,
      '/api-keys/{id}': key.id,
    },
  };
};
