import type { INestApplicationContext } from '@nestjs/common';
import type { Actor } from '../infra/access/actor.js';
import { EnrolmentsService } from '../modules/learning/courses/enrolments/enrolments.service.js';
import { LogsService } from '../modules/learning/courses/logs/logs.service.js';
import { AssignmentsService } from '../modules/learning/courses/offerings/assignments.service.js';
import { OfferingsService } from '../modules/learning/courses/offerings/offerings.service.js';
import { FACILITATORS, STUDENTS } from '../modules/learning/courses/people/people-kinds.js';
import { ProfilesService } from '../modules/learning/courses/people/profiles.service.js';
import {
  ACADEMIC_SESSIONS,
  CLASSES,
  COHORTS,
  INTAKES,
  MODES,
  MODULES,
} from '../modules/learning/courses/structure/structure-kinds.js';
import { StructureService } from '../modules/learning/courses/structure/structure.service.js';
import type { ExampleRows } from './example-rows.js';

/** What the academy of the demo teaches, by the same use cases as the API's. */
export class DemoCourses {
  constructor(
    private readonly app: INestApplicationContext,
    private readonly rows: ExampleRows,
    private readonly owner: Actor,
    private readonly organizationId: string,
  ) {}

  async make(teacherId: string, learnerId: string): Promise<void> {
    const { organizationId, owner, rows } = this;
    const structure = this.app.get(StructureService, { strict: false });
    const profiles = this.app.get(ProfilesService, { strict: false });
    const programming = { organizationId, code: 'CS101', name: 'Introduction to Programming', credits: 15 };
    const moduleId = await rows.name('module', await structure.create(MODULES, owner, programming));
    const analysis = { organizationId, code: 'MA101', name: 'Analysis', credits: 10 };
    const { id: otherModuleId } = await structure.create(MODULES, owner, analysis);
    const year = { organizationId, name: '2027', startDate: '2027-01-11', endDate: '2027-12-17' };
    const yearId = await rows.name(
      'academicYear',
      await structure.create(ACADEMIC_SESSIONS, owner, { ...year, type: 'year' }),
    );
    const first = { organizationId, yearId, number: 1, name: 'Trimester 1', startDate: '2027-01-11' };
    const trimesterId = await rows.name(
      'trimester',
      await structure.create(ACADEMIC_SESSIONS, owner, { ...first, type: 'trimester', endDate: '2027-04-23' }),
    );
    const january = { organizationId, name: 'January 2027', startDate: '2027-01-11' };
    const intakeId = await rows.name('intake', await structure.create(INTAKES, owner, january));
    const day = await structure.create(COHORTS, owner, { organizationId, intakeId, name: 'Day' });
    const cohortId = await rows.name('cohort', day);
    const section = await structure.create(CLASSES, owner, { organizationId, trimesterId, name: 'A1' });
    const classId = await rows.name('class', section);
    const modeId = await rows.name('mode', await structure.create(MODES, owner, { organizationId, name: 'online' }));
    await rows.name('otherMode', await structure.create(MODES, owner, { organizationId, name: 'in-person' }));
    const alan = { organizationId, userId: teacherId, specialization: 'Computability', employeeId: 'FAC001' };
    const facilitatorId = await rows.name('facilitator', await profiles.create(FACILITATORS, owner, alan));
    const grace = { organizationId, userId: learnerId, studentNumber: 'S-1001' };
    const studentId = await rows.name('student', await profiles.create(STUDENTS, owner, grace));
    const learningTeacher = { organizationId, userId: teacherId, studentNumber: 'S-1002' };
    await rows.name('otherStudent', await profiles.create(STUDENTS, owner, learningTeacher));
    const dates = { startDate: '2027-01-11', endDate: '2027-04-23', maxStudents: 30 };
    const offered = { organizationId, classId, cohortId, modeId, ...dates };
    const offerings = this.app.get(OfferingsService, { strict: false });
    const offeringId = await rows.name(
      'offering',
      await offerings.create(owner, { ...offered, moduleId, facilitatorId }),
    );
    await rows.name('otherOffering', await offerings.create(owner, { ...offered, moduleId: otherModuleId }));
    const assignments = await this.app.get(AssignmentsService, { strict: false }).list(owner, offeringId, {});
    await rows.nameFirst('assignment', assignments.data);
    const enrolments = this.app.get(EnrolmentsService, { strict: false });
    await rows.name('enrolment', await enrolments.add(owner, offeringId, { studentId, startDate: dates.startDate }));
    const logs = this.app.get(LogsService, { strict: false });
    const week = { allocationId: offeringId, weekNumber: 1, attendance: [true, true, false] };
    const duties = { formativeOneGrading: 'Done', gradeBookStatus: 'Pending' } as const;
    const logId = await rows.name('activityLog', await logs.create(owner, { ...week, ...duties }));
    await rows.nameFirst('activityLogVersion', (await logs.listVersions(owner, logId, {})).data);
  }
}
