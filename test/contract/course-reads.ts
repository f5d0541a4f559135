import { createOffering, createStructure } from '../factories/course.js';
import { createOrganization } from '../factories/organization.js';
import { createRunningOffering, REFLECTION } from '../factories/reflection.js';
import type { Person } from '../factories/person.js';
import type { ApiResponse } from '../support/http.js';

/** Whose courses they are. */
interface World {
  readonly owner: Person;
  readonly member: Person;
  readonly organizationId: string;
}

/** What was answered, and how it is read. */
type Answered = readonly [ApiResponse, Person, string];

const YEAR = { type: 'year', startDate: '2031-01-06', endDate: '2031-12-19' };

async function structureId({ owner, organizationId }: World, resource: string, values: object): Promise<string> {
  return (await owner.api.post(`/${resource}`, { organizationId, ...values })).body.id;
}

async function ofStructure(world: World, resource: string, values: object, change: object): Promise<Answered> {
  const path = `/${resource}/${await structureId(world, resource, values)}`;
  return [await world.owner.api.patch(path, change), world.owner, path];
}

async function trimester(world: World): Promise<string> {
  const yearId = await structureId(world, 'academic-sessions', { name: 'Of trimesters', ...YEAR });
  return structureId(world, 'academic-sessions', { ...YEAR, type: 'trimester', yearId, number: 1, name: 'First' });
}

async function made(person: Person, path: string, body: object): Promise<Answered> {
  const answer = await person.api.post(path, body);
  return [answer, person, `${path}/${answer.body.id}`];
}

const TERM = { startDate: '2031-01-06', endDate: '2031-04-25' };

/** An offering of an organization of its own, with somebody to teach and somebody to enrol. */
async function offered({ owner }: World) {
  const organizationId = await createOrganization(owner);
  const structure = await createStructure(owner, organizationId);
  const { id } = await createOffering(owner, organizationId, structure, TERM);
  const person = { organizationId, userId: owner.id };
  const facilitatorId: string = (await owner.api.post('/facilitators', person)).body.id;
  const studentId: string = (await owner.api.post('/students', person)).body.id;
  const other = async () => {
    const mode = (await owner.api.post('/modes', { organizationId, name: 'hybrid' })).body;
    return createOffering(owner, organizationId, { ...structure, mode }, TERM);
  };
  return { path: `/course-offerings/${id}`, facilitatorId, studentId, other };
}

async function enrolled(world: World) {
  const { path, studentId, other } = await offered(world);
  const { body } = await world.owner.api.post(`${path}/enrolments`, { studentId });
  return { enrolment: `${path}/enrolments/${body.id}`, other };
}

async function logged(world: World, draft: boolean) {
  const allocationId = (await createRunningOffering(world.owner, [])).offeringId;
  const { body } = await world.owner.api.post('/activity-tracker', { allocationId, weekNumber: 1, draft });
  return { path: `/activity-tracker/${body.id}`, allocationId };
}

async function registered({ owner }: World): Promise<Answered> {
  const { offeringId } = await createRunningOffering(owner, [owner]);
  const [{ student }] = (await owner.api.get(`/course-offerings/${offeringId}/enrolments`)).body.data;
  const records = [{ studentId: student.id, status: 'present' }];
  return made(owner, `/course-offerings/${offeringId}/registers`, { weekNumber: 3, meetingNumber: 1, records });
}

let meetings = 0;

async function met(world: World): Promise<string> {
  const { path, facilitatorId } = await offered(world);
  const start = `2031-01-${6 + (meetings += 1)}T03:00:00Z`.replace(/-(\d)T/, '-0$1T');
  const { body } = await world.owner.api.post(`${path}/meetings`, {
    ...{ start, durationMinutes: 60, facilitatorId, withSession: true },
  });
  return `/course-meetings/${body.dates[0].meetingId}`;
}

async function reflected({ owner }: World): Promise<Answered> {
  const { offeringId } = await createRunningOffering(owner, [owner]);
  return made(owner, '/reflections', { offeringId, weekNumber: 3, ...REFLECTION });
}

/** Of `reads.e2e.spec.ts`, for what an organization teaches. */
export const COURSE_READS: Readonly<Record<string, (world: World) => Promise<Answered>>> = {
  'organizationJoinCodes.create': ({ owner, organizationId }) =>
    made(owner, `/organizations/${organizationId}/join-codes`, { role: 'student' }),
  'joinRequests.create': async ({ owner, member }) => {
    const of = await createOrganization(member);
    const { body } = await member.api.post(`/organizations/${of}/join-codes`, { role: 'facilitator' });
    return made(owner, '/join-requests', { code: body.code });
  },
  'organizationJoinRequests.decline': async ({ owner, member }) => {
    const of = `/organizations/${await createOrganization(member)}`;
    const { body } = await member.api.post(`${of}/join-codes`, { role: 'facilitator' });
    const path = `${of}/join-requests/${(await owner.api.post('/join-requests', { code: body.code })).body.id}`;
    return [await member.api.post(`${path}/decline`, { reason: 'Full' }), member, path];
  },
  'oneRosterClients.create': async ({ owner, organizationId }) => {
    const path = `/organizations/${organizationId}/oneroster-clients`;
    const answer = await owner.api.post(path, { name: 'Library' });
    return [answer, owner, `${path}/${answer.body.id}`];
  },
  'oneRosterClients.rotate': async ({ owner, organizationId }) => {
    const path = `/organizations/${organizationId}/oneroster-clients`;
    const { id } = (await owner.api.post(path, { name: 'Library' })).body;
    return [await owner.api.post(`${path}/${id}/rotate`), owner, `${path}/${id}`];
  },
  'modules.create': ({ owner, organizationId }) =>
    made(owner, '/modules', { organizationId, code: 'CS1', name: 'Logic', credits: 5 }),
  'modules.update': (world) => ofStructure(world, 'modules', { code: 'CS2', name: 'Sets' }, { credits: 10 }),
  'academicSessions.create': ({ owner, organizationId }) =>
    made(owner, '/academic-sessions', { organizationId, name: '2031', ...YEAR }),
  'academicSessions.update': (world) =>
    ofStructure(world, 'academic-sessions', { name: '2032', ...YEAR }, { endDate: '2031-11-30' }),
  'intakes.create': ({ owner, organizationId }) => made(owner, '/intakes', { organizationId, name: 'Spring' }),
  'intakes.update': (world) => ofStructure(world, 'intakes', { name: 'Summer' }, { startDate: '2031-06-02' }),
  'courseHolidays.create': ({ owner, organizationId }) =>
    made(owner, '/course-holidays', {
      ...{ organizationId, name: 'Easter', startDate: '2031-04-11', endDate: '2031-04-14' },
    }),
  'courseHolidays.update': (world) =>
    ofStructure(
      world,
      'course-holidays',
      { name: 'Break', startDate: '2031-02-17', endDate: '2031-02-21' },
      { endDate: '2031-02-19' },
    ),
  'courseSettings.replace': async ({ owner }) => {
    const path = `/organizations/${await createOrganization(owner)}/course-settings`;
    return [await owner.api.put(path, { timeZone: 'Africa/Kigali' }), owner, path];
  },
  'logDeadlines.replace': async ({ owner }) => {
    const path = `/organizations/${await createOrganization(owner)}/log-deadline`;
    const rule = { weekday: 1, weeksAfter: 1, time: '12:00', graceHours: 6 };
    return [await owner.api.put(path, { ...rule, reminderHours: [24, 3], escalationDays: 2 }), owner, path];
  },
  'logExpectations.replaceWaiver': async (world) => {
    const { path, studentId } = await offered(world);
    const { organizationId } = (await world.owner.api.get(path)).body;
    const rule = { weekday: 7, time: '23:59' };
    await world.owner.api.put(`/organizations/${organizationId}/log-deadline`, rule);
    await world.owner.api.post(`${path}/enrolments`, { studentId });
    const [first] = (await world.owner.api.get(`/log-expectations?organizationId=${organizationId}`)).body.data;
    const expectation = `/log-expectations/${first.id}`;
    return [await world.owner.api.put(`${expectation}/waiver`, { reason: 'Snow' }), world.owner, expectation];
  },
  'cohorts.create': async (world) => {
    const intakeId = await structureId(world, 'intakes', { name: 'Autumn' });
    return made(world.owner, '/cohorts', { organizationId: world.organizationId, intakeId, name: 'Day' });
  },
  'cohorts.update': async (world) => {
    const intakeId = await structureId(world, 'intakes', { name: 'Winter' });
    return ofStructure(world, 'cohorts', { intakeId, name: 'Day' }, { name: 'Evening' });
  },
  'classes.create': async (world) => {
    const trimesterId = await trimester(world);
    return made(world.owner, '/classes', { organizationId: world.organizationId, trimesterId, name: 'A1' });
  },
  'classes.update': async (world) =>
    ofStructure(world, 'classes', { trimesterId: await trimester(world), name: 'B1' }, { name: 'B2' }),
  'modes.create': ({ owner, organizationId }) => made(owner, '/modes', { organizationId, name: 'online' }),
  'modes.update': (world) => ofStructure(world, 'modes', { name: 'hybrid' }, { isActive: false }),
  'facilitators.create': ({ owner, member, organizationId }) =>
    made(owner, '/facilitators', { organizationId, userId: member.id, employeeId: 'FAC001' }),
  'facilitators.update': (world) =>
    ofStructure(world, 'facilitators', { userId: world.owner.id }, { specialization: 'Mills' }),
  'students.create': ({ owner, member, organizationId }) =>
    made(owner, '/students', { organizationId, userId: member.id, studentNumber: 'S-1' }),
  'students.update': (world) => ofStructure(world, 'students', { userId: world.owner.id }, { studentNumber: 'S-2' }),
  'courseOfferings.create': async ({ owner }) => {
    const organizationId = await createOrganization(owner);
    const { module, section, cohort, mode } = await createStructure(owner, organizationId);
    const parts = { moduleId: module.id, classId: section.id, cohortId: cohort.id, modeId: mode.id };
    return made(owner, '/course-offerings', { organizationId, ...parts, ...TERM, maxStudents: 3 });
  },
  'courseOfferings.update': async (world) => {
    const { path, facilitatorId } = await offered(world);
    return [await world.owner.api.patch(path, { facilitatorId, endDate: '2031-04-30' }), world.owner, path];
  },
  'courseAssignments.add': async (world) => {
    const { path, facilitatorId } = await offered(world);
    return made(world.owner, `${path}/assignments`, { facilitatorId, startDate: '2031-02-03', endDate: '2031-02-09' });
  },
  'courseEnrolments.add': async (world) => {
    const { path, studentId } = await offered(world);
    return made(world.owner, `${path}/enrolments`, { studentId, startDate: '2031-01-13' });
  },
  'courseEnrolments.update': async (world) => {
    const { enrolment } = await enrolled(world);
    return [await world.owner.api.patch(enrolment, { status: 'withdrawn' }), world.owner, enrolment];
  },
  'courseEnrolments.transfer': async (world) => {
    const { enrolment, other } = await enrolled(world);
    const { id } = await other();
    const answer = await world.owner.api.post(`${enrolment}/transfer`, { offeringId: id });
    return [answer, world.owner, `/course-offerings/${id}/enrolments/${answer.body.id}`];
  },
  'activityTracker.create': async (world) => {
    const { offeringId: allocationId } = await createRunningOffering(world.owner, []);
    const log = { allocationId, weekNumber: 2, attendance: [true], gradeBookStatus: 'Done' };
    return made(world.owner, '/activity-tracker', log);
  },
  'activityTracker.createCopy': async (world) => {
    const { path, allocationId } = await logged(world, false);
    const answer = await world.owner.api.post('/activity-tracker/copies', { allocationId, weekNumber: 2 });
    expect(answer.body.id).not.toBe(path.split('/').at(-1));
    return [answer, world.owner, `/activity-tracker/${answer.body.id}`];
  },
  'activityTracker.update': async (world) => {
    const { path } = await logged(world, true);
    return [await world.owner.api.patch(path, { notes: 'All well.' }), world.owner, path];
  },
  'activityTracker.return': async (world) => {
    const { path } = await logged(world, false);
    return [await world.owner.api.post(`${path}/return`, { note: 'And Friday?' }), world.owner, path];
  },
  'activityTracker.accept': async (world) => {
    const { path } = await logged(world, false);
    return [await world.owner.api.post(`${path}/accept`), world.owner, path];
  },
  'courseRegisters.create': registered,
  'courseRegisters.replace': async (world) => {
    const [, owner, path] = await registered(world);
    return [await owner.api.put(path, { records: [] }), owner, path];
  },
  'courseMeetings.reschedule': async (world) => {
    const path = await met(world);
    return [await world.owner.api.post(`${path}/reschedule`, { durationMinutes: 45 }), world.owner, path];
  },
  'courseMeetings.join': async (world) => {
    const path = await met(world);
    return [await world.owner.api.post(`${path}/join`), world.owner, path];
  },
  'courseMeetings.cancel': async (world) => {
    const path = await met(world);
    return [await world.owner.api.post(`${path}/cancel`, { reason: 'Snow' }), world.owner, path];
  },
  'rosterImports.create': ({ owner, organizationId }) =>
    made(owner, '/roster-imports', { organizationId, kind: 'classes', mode: 'full', maxDelete: 5 }),
  'reflections.create': reflected,
  'reflections.update': async (world) => {
    const [, owner, path] = await reflected(world);
    return [await owner.api.patch(path, { question1: 'The quiet.' }), owner, path];
  },
  'reflectionSettings.replace': async ({ owner }) => {
    const path = `/organizations/${await createOrganization(owner)}/reflection-settings`;
    const settings = { period: 'offering', anonymity: 'always', openDays: 3 };
    return [await owner.api.put(path, settings), owner, path];
  },
};
