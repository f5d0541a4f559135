import { copyEventType, createEventType } from '../../factories/event-type.js';
import type { MakePart } from '../../security/world-part.js';

export const makePart: MakePart = async ({ owner, member, references: { organizationId } }) => {
  const { id } = await createEventType(owner, { organizationId });
  await copyEventType(owner, id, [member.id]);
  return {
    ids: { '/event-types/{id}': id, '/event-types/{id}/copies/{userId}': member.id },
    references: { eventTypeId: id, parentId: id },
  };
};
