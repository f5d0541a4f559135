import type { MakePart } from '../../security/world-part.js';
import { eventually } from '../../support/eventually.js';

export const makePart: MakePart = async ({ owner: { api } }) => {
  const { body } = await eventually(
    () => api.get('/notifications'),
    (answer) => answer.body.data.length > 0,
  );
  return { ids: { '/notifications/{id}': body.data[0].id } };
};
