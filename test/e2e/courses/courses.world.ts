import { createCourseThing, createStructure } from '../../factories/course.js';
import type { MakePart } from '../../security/world-part.js';

export const makePart: MakePart = async ({ owner, member, references }) => {
  const organizationId = references['organizationId']!;
  const { module, year, trimester, intake, cohort, section, mode } = await createStructure(owner, organizationId);
  const facilitator = await createCourseThing(owner, '/facilitators', { organizationId, userId: owner.id });
  const student = await createCourseThing(owner, '/students', { organizationId, userId: member.id });
  return {
    ids: {
      '/modules/{id}': module.id,
      '/academic-sessions/{id}': trimester.id,
      '/intakes/{id}': intake.id,
      '/cohorts/{id}': cohort.id,
      '/classes/{id}': section.id,
      '/modes/{id}': mode.id,
      '/facilitators/{id}': facilitator.id,
      '/students/{id}': student.id,
    },
    references: { intakeId: intake.id, trimesterId: trimester.id, yearId: year.id },
  };
};
