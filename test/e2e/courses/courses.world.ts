import { createCourseThing, createOffering, createStructure } from '../../factories/course.js';
import type { MakePart } from '../../security/world-part.js';

export const makePart: MakePart = async ({ owner, member, references }) => {
  const organizationId = references['organizationId']!;
  const structure = await createStructure(owner, organizationId);
  const { module, year, trimester, intake, cohort, section, mode } = structure;
  const facilitator = await createCourseThing(owner, '/facilitators', { organizationId, userId: owner.id });
  const student = await createCourseThing(owner, '/students', { organizationId, userId: member.id });
  const facilitatorId = facilitator.id;
  const offering = await createOffering(owner, organizationId, structure, { facilitatorId });
  const path = `/course-offerings/${offering.id}`;
  const assignment = (await owner.api.get(`${path}/assignments`)).body.data[0];
  const enrolment = await createCourseThing(owner, `${path}/enrolments`, { studentId: student.id });
  const log = await createCourseThing(owner, '/activity-tracker', { allocationId: offering.id, weekNumber: 1 });
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
      '/activity-tracker/{id}': log.id,
      '/course-offerings/{id}': offering.id,
      '/course-offerings/{id}/assignments/{assignmentId}': assignment.id,
      '/course-offerings/{id}/enrolments/{enrolmentId}': enrolment.id,
    },
    references: {
      ...{ intakeId: intake.id, trimesterId: trimester.id, yearId: year.id },
      ...{ moduleId: module.id, classId: section.id, cohortId: cohort.id, modeId: mode.id },
      ...{ facilitatorId, studentId: student.id, offeringId: offering.id, allocationId: offering.id },
    },
  };
};
