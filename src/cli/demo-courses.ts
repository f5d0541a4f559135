import type { INestApplicationContext } from '@nestjs/common';
import type { Actor } from '../infra/access/actor.js';
import { AttendanceService } from '../modules/learning/courses/attendance/attendance.service.js';
import { EnrolmentsService } from '../modules/learning/courses/enrolments/enrolments.service.js';
import { DeadlineRulesService } from '../modules/learning/courses/expectations/deadline-rules.service.js';
import { ExpectationsService } from '../modules/learning/courses/expectations/expectations.service.js';
import { LogsService } from '../modules/learning/courses/logs/logs.service.js';
import { AssignmentsService } from '../modules/learning/courses/offerings/assignments.service.js';
import { OfferingsService } from '../modules/learning/courses/offerings/offerings.service.js';
import { FACILITATORS, STUDENTS } from '../modules/learning/courses/people/people-kinds.js';
import { ProfilesService } from '../modules/learning/courses/people/profiles.service.js';
import {
  ACADEMIC_SESSIONS,
  CLASSES,
  COHORTS,
  HOLIDAYS,
  INTAKES,
  MODES,
  MODULES,
} from '../modules/learning/courses/structure/structure-kinds.js';
import { ROSTER_CORE } from '../modules/learning/oneroster/protocol/scopes.js';
import { OneRosterClientsService } from '../modules/learning/oneroster/clients/oneroster-clients.service.js';
import { ReflectionsService } from '../modules/learning/reflections/reflections.service.js';
import { CourseSettingsService } from '../modules/learning/courses/settings/course-settings.service.js';
import { RosterImportsService } from '../modules/learning/rosters/imports/roster-imports.service.js';
import { StructureService } from '../modules/learning/courses/structure/structure.service.js';
import type { NewOfferingDto } from '../modules/learning/courses/offerings/change-offering.dto.js';
import type { NewMeetingsDto } from '../modules/learning/courses/meetings/meeting.dto.js';
import { MeetingPlansService } from '../modules/learning/courses/meetings/meeting-plans.service.js';
import { exampleDate, exampleTime } from '../infra/http/examples.js';
import { dateOfDay, dayOf } from '../kernel/zoned-time.js';
import { DemoTerms } from './demo-terms.js';
import type { ExampleRows } from './example-rows.js';

/** What the academy of the demo teaches, by the same use cases as the API's. */
export class DemoCourses {
  constructor(
    private readonly app: INestApplicationContext,
    private readonly rows: ExampleRows,
    private readonly owner: Actor,
    private readonly organizationId: string,
    private readonly roomId: string,
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
    const third = { ...first, number: 3, name: 'Trimester 3', startDate: '2027-09-06', endDate: '2027-12-17' };
    await rows.name('nextTrimester', await structure.create(ACADEMIC_SESSIONS, owner, { ...third, type: 'trimester' }));
    const january = { organizationId, name: 'January 2027', startDate: '2027-01-11' };
    const intakeId = await rows.name('intake', await structure.create(INTAKES, owner, january));
    const day = await structure.create(COHORTS, owner, { organizationId, intakeId, name: 'Day' });
    const cohortId = await rows.name('cohort', day);
    const section = await structure.create(CLASSES, owner, { organizationId, trimesterId, name: 'A1' });
    const classId = await rows.name('class', section);
    const modeId = await rows.name('mode', await structure.create(MODES, owner, { organizationId, name: 'online' }));
    const inPerson = await structure.create(MODES, owner, { organizationId, name: 'in-person' });
    const otherModeId = await rows.name('otherMode', inPerson);
    const alan = { organizationId, userId: teacherId, specialization: 'Computability', employeeId: 'FAC001' };
    const facilitatorId = await rows.name('facilitator', await profiles.create(FACILITATORS, owner, alan));
    const grace = { organizationId, userId: learnerId, studentNumber: 'S-1001' };
    const studentId = await rows.name('student', await profiles.create(STUDENTS, owner, grace));
    const learningOwner = { organizationId, userId: owner.userId, studentNumber: 'S-1002' };
    const otherStudentId = await rows.name('otherStudent', await profiles.create(STUDENTS, owner, learningOwner));
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
    const rest = { organizationId, name: 'Mid-term break', startDate: '2027-02-22', endDate: '2027-02-26' };
    await rows.name('holiday', await structure.create(HOLIDAYS, owner, rest));
    await this.app
      .get(CourseSettingsService, { strict: false })
      .set(owner, organizationId, { timeZone: 'Africa/Kigali' });
    const deadline = { weekday: 7, time: '23:59', reminderHours: [24], escalationDays: 3 };
    await this.app.get(DeadlineRulesService, { strict: false }).set(owner, organizationId, deadline);
    const expectations = this.app.get(ExpectationsService, { strict: false });
    const last = await expectations.list(owner, { allocationId: offeringId, sort: '-dueAt', limit: 1 });
    await rows.nameFirst('logExpectation', last.data);
    const library = await this.app
      .get(OneRosterClientsService, { strict: false })
      .createAs(owner, organizationId, { name: 'Library', scopes: [ROSTER_CORE] });
    await rows.name('oneRosterClient', library);
    const parts = { organizationId, classId, cohortId, moduleId: otherModuleId, modeId: otherModeId };
    await this.makeRunning(parts, otherStudentId, facilitatorId);
    await this.makeComing({ ...parts, moduleId, facilitatorId });
    await this.makeRoster();
    const academy = { organizationId, owner, programmingId: moduleId, analysisId: otherModuleId, modeId: otherModeId };
    const people = { facilitatorId, studentIds: [studentId, otherStudentId], learnerId };
    await new DemoTerms(this.app, { ...academy, ...people }).make();
  }

  /** A file that is sent and not yet looked at. */
  private async makeRoster(): Promise<void> {
    const { organizationId, owner, rows } = this;
    const imports = this.app.get(RosterImportsService, { strict: false });
    const wanted = { organizationId, kind: 'students', mode: 'full' } as const;
    const id = await rows.name('rosterImport', await imports.create(owner, wanted));
    const content = Buffer.from('external_id,email\nS1,grace@example.org\n');
    await imports.putPart(owner, id, { number: 1, content });
  }

  /** What is in its third week whenever the demo is made, with its owner as a student. */
  private async makeRunning(
    parts: Omit<NewOfferingDto, 'startDate' | 'endDate'>,
    studentId: string,
    facilitatorId: string,
  ): Promise<void> {
    const { owner, rows } = this;
    const today = dayOf(Date.now());
    const dates = { startDate: dateOfDay(today - 14), endDate: dateOfDay(today + 70) };
    const offering = await this.app.get(OfferingsService, { strict: false }).create(owner, { ...parts, ...dates });
    const offeringId = await rows.name('runningOffering', offering);
    const enrolled = { studentId, startDate: dates.startDate };
    await this.app.get(EnrolmentsService, { strict: false }).add(owner, offeringId, enrolled);
    const logs = this.app.get(LogsService, { strict: false });
    const week = { allocationId: offeringId, weekNumber: 1, attendance: [true, true, false] };
    const duties = { formativeOneGrading: 'Done', gradeBookStatus: 'Pending' } as const;
    const logId = await rows.name('activityLog', await logs.create(owner, { ...week, ...duties }));
    await rows.nameFirst('activityLogVersion', (await logs.listVersions(owner, logId, {})).data);
    // Where the institution is the next week may have begun.
    const meeting = { weekNumber: 3, meetingNumber: 1, heldOn: dateOfDay(today) };
    const register = { ...meeting, records: [{ studentId, status: 'present' as const }] };
    await rows.name(
      'courseRegister',
      await this.app.get(AttendanceService, { strict: false }).create(owner, offeringId, register),
    );
    const reflections = this.app.get(ReflectionsService, { strict: false });
    const reflection = await reflections.create(owner, {
      ...{ offeringId, weekNumber: 3, language: 'en' },
      question1: 'Seeing why a limit is what it is.',
      question2: 'Epsilon and delta at the same time.',
      question3: 'A drawing for each definition.',
    });
    await rows.name('reflection', reflection);
    const day = [today + 1, today + 2, today + 3, today + 4].find(isTeachingDay) ?? today + 1;
    await this.meet(offeringId, `${dateOfDay(day)}T06:00:00Z`, { rrule: TEACHING_DAYS, facilitatorId });
  }

  /** What is on the days of the document’s examples. */
  private async makeComing(parts: Omit<NewOfferingDto, 'startDate' | 'endDate'>): Promise<void> {
    const evening = { organizationId: this.organizationId, name: 'evening' };
    const { id: modeId } = await this.app.get(StructureService, { strict: false }).create(MODES, this.owner, evening);
    const dates = { startDate: exampleDate(), endDate: exampleDate(95) };
    const offering = await this.app
      .get(OfferingsService, { strict: false })
      .create(this.owner, { ...parts, ...dates, modeId });
    const offeringId = await this.rows.name('comingOffering', offering);
    const rule = `${TEACHING_DAYS};COUNT=4`;
    const plan = await this.meet(offeringId, exampleTime('06:00', 1), { rrule: rule, withSession: true });
    await this.rows.nameFirst(
      'courseMeeting',
      plan.dates.flatMap(({ meetingId: id }) => (id === null ? [] : [{ id }])),
    );
  }

  /** In the academy’s room, at eight o’clock there. */
  private meet(offeringId: string, start: string, of: Pick<NewMeetingsDto, 'rrule' | 'facilitatorId' | 'withSession'>) {
    const wanted = { start: new Date(start), durationMinutes: 90, bookableIds: [this.roomId], ...of };
    return this.app.get(MeetingPlansService, { strict: false }).create(this.owner, offeringId, wanted);
  }
}

const TEACHING_DAYS = 'FREQ=WEEKLY;BYDAY=TU,TH';

/** Tuesdays and Thursdays; day 0 was a Thursday. */
function isTeachingDay(day: number): boolean {
  return day % 7 === 0 || day % 7 === 5;
}
