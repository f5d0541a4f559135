import type { MakePart } from '../../security/world-part.js';

/** A login session that is not the one of the owner's client. */
export const makePart: MakePart = async ({ owner: { api, email, password } }) => {
  await api.post('/auth/login', { email, password });
  const { body } = await api.get('/auth/sessions');
  return { ids: { '/auth/sessions/{id}': body.data.find(({ isCurrent }: { isCurrent: boolean }) => !isCurrent).id } };
};
