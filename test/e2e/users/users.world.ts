import { eraseAccount, signUp } from '../../factories/person.js';
import type { MakePart } from '../../security/world-part.js';

export const makePart: MakePart = async ({ api, owner, member }) => ({
  ids: {
    '/users/{id}': owner.id,
    '/admin/erasures/{id}': (await eraseAccount(await signUp(api, 'Leaver'))).id,
  },
  references: { userId: member.id, userIds: member.id, standInId: member.id, hostId: owner.id },
});
