import { createCourseThing, createOffering, createStructure } from '../../factories/course.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { type Person, signUpAllVerified } from '../../factories/person.js';
import { ApiClient, type ApiResponse } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const api = new ApiClient(sharedSystem().apiUrl);
const db = sharedDatabase();

let owner: Person;
let teacher: Person;
let learner: Person;
let organizationId: string;
let facilitatorId: string;
let studentId: string;
let structure: Awaited<ReturnType<typeof createStructure>>;

beforeAll(async () => {
  [owner, teacher, learner] = await signUpAllVerified(api, 'Ada', 'Alan', 'Mary');
  organizationId = await createOrganization(owner);
  for (const person of [teacher, learner]) await addMember(owner, organizationId, person);
  structure = await createStructure(owner, organizationId);
  facilitatorId = (await createCourseThing(owner, '/facilitators', { organizationId, userId: teacher.id })).id;
  studentId = (await createCourseThing(owner, '/students', { organizationId, userId: learner.id })).id;
});

afterAll(() => db.end());

const coded = ({ status, body }: ApiResponse) => [status, body.code];
const deadline = () => `/organizations/${organizationId}/log-deadline`;
const PARIS = { timeZone: 'Europe/Paris' };
const SUNDAY = { weekday: 7, time: '23:59', reminderHours: [3, 24] };

async function expected(allocationId: string, filter = '', by = owner): Promise<ApiResponse['body'][]> {
  return (await by.api.get(`/log-expectations?allocationId=${allocationId}&limit=100${filter}`)).body.data;
}

it('logs are expected by the deadline of the institution, of weeks that are taught, by whoever is assigned then', async () => {
  expect(coded(await owner.api.get(deadline()))).toEqual([404, 'not_found']);
  expect(coded(await teacher.api.put(deadline(), SUNDAY))).toEqual([403, 'forbidden']);
  const set = await owner.api.put(deadline(), SUNDAY);
  expect([set.status, set.body]).toEqual([
    200,
    expect.objectContaining({ ...SUNDAY, reminderHours: [24, 3], weeksAfter: 0, graceHours: 0, escalationDays: null }),
  ]);
  const settings = `/organizations/${organizationId}/course-settings`;
  const unset = await teacher.api.get(settings);
  expect([unset.body, unset.headers.get('etag')]).toEqual([{ timeZone: 'UTC', version: 0 }, '"v0"']);
  expect(coded(await teacher.api.put(settings, PARIS))).toEqual([403, 'forbidden']);
  const dates = { startDate: '2031-03-20', endDate: '2031-04-18' };
  const { id } = await createOffering(owner, organizationId, structure, { ...dates, facilitatorId });
  expect(await expected(id)).toEqual([]);
  const { id: enrolmentId } = await createCourseThing(owner, `/course-offerings/${id}/enrolments`, { studentId });
  // Whoever saves what somebody else has set meanwhile is told so, also when nothing was set before.
  const asRead = (version: number, zone: object) =>
    owner.api.put(settings, zone, { headers: { 'If-Match': `"v${version}"` } });
  expect(coded(await asRead(1, PARIS))).toEqual([412, 'precondition_failed']);
  expect((await asRead(0, { timeZone: 'Africa/Kigali' })).body).toEqual({ timeZone: 'Africa/Kigali', version: 1 });
  expect(coded(await asRead(0, PARIS))).toEqual([412, 'precondition_failed']);
  expect((await asRead(1, PARIS)).body).toEqual({ ...PARIS, version: 2 });
  const due = async () => (await expected(id)).map(({ dueAt }) => dueAt);
  const all = ['2031-03-23T22:59', '2031-03-30T21:59', '2031-04-06T21:59', '2031-04-13T21:59', '2031-04-20T21:59'];
  const instants = (moments: readonly string[]) => moments.map((moment) => `${moment}:00.000Z`);
  expect(await due()).toEqual(instants(all));

  const free = { organizationId, name: 'Spring break', startDate: '2031-03-31', endDate: '2031-04-04' };
  const holiday = await createCourseThing(owner, '/course-holidays', free);
  expect(await due()).toEqual(instants(all.filter((_, week) => week !== 2)));
  await owner.api.patch(`/course-holidays/${holiday.id}`, { startDate: '2031-04-01' });
  expect(await due()).toEqual(instants(all));

  await createCourseThing(owner, `/course-offerings/${id}/assignments`, { facilitatorId, startDate: '2031-04-14' });
  await owner.api.put(deadline(), { ...SUNDAY, weekday: 1, weeksAfter: 1, time: '12:00', graceHours: 6 });
  expect((await expected(id))[0]).toMatchObject({
    ...{ weekNumber: 1, status: 'due', dueAt: '2031-03-24T11:00:00.000Z', lateAt: '2031-03-24T17:00:00.000Z' },
    facilitator: { id: facilitatorId, user: { id: teacher.id, name: 'Alan' } },
  });
  await owner.api.patch(`/course-offerings/${id}/enrolments/${enrolmentId}`, { startDate: '2031-04-10' });
  expect((await expected(id)).map(({ weekNumber }) => weekNumber)).toEqual([4, 5]);
  await owner.api.delete(`/course-offerings/${id}`);
  expect(await expected(id)).toEqual([]);
  expect((await owner.api.delete(deadline())).status).toBe(204);
});

it('an expected log is missing, comes late, or is waived, and is shown to those who manage and teach it', async () => {
  await owner.api.put(deadline(), SUNDAY);
  const mode = await createCourseThing(owner, '/modes', { organizationId, name: 'hybrid' });
  const dates = { startDate: '2031-03-03', endDate: '2031-03-28' };
  const { id } = await createOffering(owner, organizationId, { ...structure, mode }, { ...dates, facilitatorId });
  await createCourseThing(owner, `/course-offerings/${id}/enrolments`, { studentId });
  // As if it had begun, with deadlines that are to come.
  await db.query(`UPDATE course_offerings SET start_date = '2026-03-02', end_date = '2026-03-27' WHERE id = $1`, [id]);
  await db.query(`UPDATE course_enrolments SET start_date = '2026-03-02' WHERE offering_id = $1`, [id]);
  await createCourseThing(teacher, '/activity-tracker', { allocationId: id, weekNumber: 3 });
  await db.query(
    `UPDATE log_expectations SET due_at = now() - interval '1 hour', late_at = now() - interval '1 hour'
     WHERE allocation_id = $1 AND week_number < 3`,
    [id],
  );
  const weeks = async (status: string, by = teacher) =>
    (await expected(id, `&status=${status}`, by)).map(({ weekNumber }) => weekNumber);
  expect([await weeks('missing'), await weeks('submitted'), await weeks('due')]).toEqual([[1, 2], [3], [4]]);
  await createCourseThing(teacher, '/activity-tracker', { allocationId: id, weekNumber: 1, draft: true });
  expect(await weeks('missing')).toEqual([1, 2]);
  const [log] = (await teacher.api.get(`/activity-tracker?allocationId=${id}&weekNumber=1`)).body.data;
  await teacher.api.patch(`/activity-tracker/${log.id}`, { notes: 'Sorry' });
  expect([await weeks('missing'), await weeks('late')]).toEqual([[2], [1]]);

  const [missing] = await expected(id, '&status=missing');
  const path = `/log-expectations/${missing.id}`;
  const reason = { reason: 'Snow' };
  expect(coded(await teacher.api.put(`${path}/waiver`, reason))).toEqual([403, 'forbidden']);
  expect((await owner.api.put(`${path}/waiver`, reason)).body).toMatchObject({ status: 'waived', waiveReason: 'Snow' });
  await owner.api.put(deadline(), { ...SUNDAY, weekday: 5 });
  expect([await weeks('missing'), await weeks('waived')]).toEqual([[], [2]]);
  expect((await owner.api.delete(`${path}/waiver`)).status).toBe(204);
  expect((await teacher.api.get(path)).body).toMatchObject({ status: 'missing', waivedAt: null, waiveReason: null });
  expect(coded(await learner.api.get(path))).toEqual([404, 'not_found']);
  expect(await weeks('missing', learner)).toEqual([]);

  const board = (rest = '', by = owner) => by.api.get(`/organizations/${organizationId}/log-board${rest}`);
  expect([coded(await board('', teacher)), coded(await board('/logs', learner))]).toEqual([
    [403, 'forbidden'],
    [403, 'forbidden'],
  ]);
  const none = { submitted: 0, late: 0, missing: 0, due: 0, waived: 0 };
  const both = { ...none, late: 1, missing: 1 };
  expect((await board()).body).toMatchObject({
    ...{ timeZone: 'Europe/Paris', total: both, unassigned: [] },
    weeks: [
      { week: '2026-03-02', ...none, late: 1 },
      { week: '2026-03-09', ...none, missing: 1 },
    ],
    facilitators: [{ ...both, facilitator: { id: facilitatorId, user: { name: 'Alan' } } }],
    modules: [{ ...both, module: { code: 'CS101' } }],
  });
  const term = '?from=2031-03-01&to=2031-04-30';
  expect((await board(term)).body.total).toEqual({ ...none, submitted: 1, due: 1 });
  expect((await board(`${term}&moduleId=${id}`)).body.total).toEqual(none);
  const [came] = (await board('/logs?status=late')).body.data;
  expect(came).toMatchObject({ weekNumber: 1, class: { name: 'A1' }, log: { id: log.id, state: 'submitted' } });
  expect((await board(`/logs?facilitatorId=${facilitatorId}&status=missing`)).body.data).toMatchObject([
    { id: missing.id, log: null },
  ]);
  expect((await board('/logs/export?status=missing')).text).toContain(
    `,${id},CS101,Introduction to Programming,A1,2,Alan,missing,`,
  );
  const duties = { attendance: [true, false], formativeOneGrading: 'Done', gradeBookStatus: 'Pending' };
  await teacher.api.patch(`/activity-tracker/${log.id}`, duties);
  expect((await board('/logs?status=late')).body.data).toMatchObject([{ log: { ...duties, notes: 'Sorry' } }]);
  const [header, row] = (await board('/logs/export?status=late')).text.split('\r\n').map((line) => line.split(','));
  expect(header!.slice(1)).toEqual([
    ...[
      'allocation',
      'module_code',
      'module_name',
      'class',
      'week_number',
      'facilitator',
      'status',
      'due_at',
      'late_at',
    ],
    ...['submitted_at', 'state', 'attendance', 'formative_one_grading', 'formative_two_grading', 'summative_grading'],
    ...['course_moderation', 'intranet_sync', 'grade_book_status', 'notes', 'waive_reason'],
  ]);
  expect(row!.slice(-10)).toEqual([
    ...['submitted', 'true; false', 'Done', 'Not Started', 'Not Started', 'Not Started', 'Not Started', 'Pending'],
    ...['Sorry', ''],
  ]);
  // What is over needs nobody any more.
  await db.query(`UPDATE course_offerings SET end_date = '2031-03-28' WHERE id = $1`, [id]);
  await owner.api.patch(`/course-offerings/${id}`, { facilitatorId: null });
  expect((await board()).body.unassigned).toMatchObject([{ id }]);
});
