import { createCourseThing, createOffering, createStructure } from '../../factories/course.js';
import { dayFromNow } from '../../factories/reflection.js';
import { sharedDatabase } from '../../support/shared-system.mjs';
import type { MakePart } from '../../security/world-part.js';

export const makePart: MakePart = async ({ owner, member, references }) => {
  const organizationId = references['organizationId']!;
  const structure = await createStructure(owner, organizationId);
  const { module, year, trimester, intake, cohort, section, mode } = structure;
  const facilitator = await createCourseThing(owner, '/facilitators', { organizationId, userId: owner.id });
  const student = await createCourseThing(owner, '/students', { organizationId, userId: member.id });
  const facilitatorId = facilitator.id;
  // Today is in its first week.
  const running = { startDate: dayFromNow(0), endDate: dayFromNow(100), facilitatorId };
  const offering = await createOffering(owner, organizationId, structure, running);
  const later = { organizationId, type: 'trimester', name: 'Term 2', yearId: year.id, number: 2 };
  const next = await createCourseThing(owner, '/academic-sessions', {
    ...later,
    ...{ startDate: '2027-09-06', endDate: '2027-12-17' },
  });
  const path = `/course-offerings/${offering.id}`;
  const assignment = (await owner.api.get(`${path}/assignments`)).body.data[0];
  const enrolment = await createCourseThing(owner, `${path}/enrolments`, { studentId: student.id });
  const free = { organizationId, name: 'Break', startDate: '2027-02-22', endDate: '2027-02-26' };
  const holiday = await createCourseThing(owner, '/course-holidays', free);
  const rule = { weekday: 7, time: '23:59' };
  await owner.api.put(`/organizations/${organizationId}/log-deadline`, rule);
  const [expectation] = (await owner.api.get(`/log-expectations?allocationId=${offering.id}`)).body.data;
  const hybrid = await createCourseThing(owner, '/modes', { organizationId, name: 'hybrid' });
  const past = { startDate: '2026-01-12', endDate: '2026-04-24', facilitatorId };
  const over = await createOffering(owner, organizationId, { ...structure, mode: hybrid }, past);
  const log = await createCourseThing(owner, '/activity-tracker', { allocationId: over.id, weekNumber: 1 });
  const first = { start: `${dayFromNow(3)}T10:00:00Z`, durationMinutes: 60, withSession: true };
  const plan = (await owner.api.post(`${path}/meetings`, first)).body;
  // What was due outlives the deadline; nobody is told any more of what was due so long ago.
  const db = sharedDatabase();
  await db.query(
    `UPDATE log_expectations SET due_at = now() - interval '1 year', late_at = now() - interval '1 year' WHERE id = $1`,
    [expectation.id],
  );
  const { rows } = await db.query<{ id: string }>(
    `INSERT INTO course_registers (offering_id, week_number, meeting_number, held_on) VALUES ($1, 1, 1, $2)
     RETURNING id`,
    [offering.id, running.startDate],
  );
  await db.end();
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
      '/course-holidays/{id}': holiday.id,
      '/log-expectations/{id}': expectation.id,
      '/activity-tracker/{id}': log.id,
      '/course-offerings/{id}': offering.id,
      '/course-meetings/{id}': plan.dates[0].meetingId,
      '/course-offerings/{id}/registers/{registerId}': rows[0]!.id,
      '/course-offerings/{id}/assignments/{assignmentId}': assignment.id,
      '/course-offerings/{id}/enrolments/{enrolmentId}': enrolment.id,
    },
    references: {
      ...{ intakeId: intake.id, trimesterId: next.id, yearId: year.id },
      ...{ moduleId: module.id, classId: section.id, cohortId: cohort.id, modeId: mode.id },
      ...{ facilitatorId, studentId: student.id, offeringId: offering.id, allocationId: offering.id },
    },
  };
};
