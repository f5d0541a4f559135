import { createCourseThing } from '../../factories/course.js';
import { createRunningOffering, REFLECTION } from '../../factories/reflection.js';
import type { MakePart } from '../../security/world-part.js';

export const makePart: MakePart = async ({ owner }) => {
  const { organizationId, offeringId } = await createRunningOffering(owner, [owner]);
  const reflection = { offeringId, weekNumber: 3, ...REFLECTION };
  return {
    ids: {
      '/reflections/{id}': (await createCourseThing(owner, '/reflections', reflection)).id,
      '/organizations/{id}/reflection-settings': organizationId,
      '/course-offerings/{id}/reflections': offeringId,
      '/course-offerings/{id}/reflection-form': offeringId,
    },
  };
};
