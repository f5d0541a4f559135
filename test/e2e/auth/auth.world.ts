import { makeKey } from '../../factories/api-key.js';
import type { MakePart } from '../../security/world-part.js';

/** A login session that is not the one of the owner's client, and an API key. */
export const makePart: MakePart = async ({ owner }) => {
  const { api, email, password } = owner;
  await api.post('/auth/login', { email, password });
  const { body } = await api.get('/auth/sessions');
  const session = body.data.find(({ isCurrent }: { isCurrent: boolean }) => !isCurrent).id;
  const key = await makeKey(owner, ['bookings:read']);
  return {
    ids: {
      '/auth/sessions/{id}': session,
      '/users/{id}/sessions/{sessionId}': session,
      '/api-keys/{id}': key.id,
    },
  };
};
