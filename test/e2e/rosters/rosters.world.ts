import { createCourseThing } from '../../factories/course.js';
import type { MakePart } from '../../security/world-part.js';

export const makePart: MakePart = async ({ owner, references }) => {
  const organizationId = references['organizationId']!;
  const roster = await createCourseThing(owner, '/roster-imports', { organizationId, kind: 'students' });
  return {
    ids: {
      '/roster-imports/{id}': roster.id,
      '/organizations/{id}/roster-imports': organizationId,
    },
  };
};
