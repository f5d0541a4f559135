import { createCourseThing, createOffering, createStructure } from '../../factories/course.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { type Person, signUpAllVerified } from '../../factories/person.js';
import { dayFromNow } from '../../factories/reflection.js';
import { makeFeed, readFeedsAt, subscribe } from '../calendars/feed.js';
import { ApiClient, type ApiResponse } from '../../support/http.js';
import { weekOf } from '../../../src/modules/learning/courses/courses.api.js';
import { eventually } from '../../support/eventually.js';
import { sharedSystem } from '../../support/shared-system.mjs';

const { apiUrl, mailbox } = sharedSystem();
const api = new ApiClient(apiUrl);
readFeedsAt(apiUrl);

let owner: Person;
let teacher: Person;
let learner: Person;
let organizationId: string;
let structure: Awaited<ReturnType<typeof createStructure>>;
let facilitatorId: string;
let adaId: string;
let studentId: string;
let roomId: string;

beforeAll(async () => {
  [owner, teacher, learner] = await signUpAllVerified(api, 'Ada', 'Alan', 'Grace');
  organizationId = await createOrganization(owner);
  for (const person of [teacher, learner]) await addMember(owner, organizationId, person);
  structure = await createStructure(owner, organizationId);
  facilitatorId = (await createCourseThing(owner, '/facilitators', { organizationId, userId: teacher.id })).id;
  adaId = (await createCourseThing(owner, '/facilitators', { organizationId, userId: owner.id })).id;
  studentId = (await createCourseThing(owner, '/students', { organizationId, userId: learner.id })).id;
  roomId = (await createCourseThing(owner, '/bookables', { organizationId, kind: 'room', name: 'Room 1' })).id;
});

const coded = ({ status, body }: ApiResponse) => [status, body.code];
const faults = ({ status, body }: ApiResponse) => [status, body.errors?.map(({ code }: { code: string }) => code)];
const at = (days: number, time = '10:00') => `${dayFromNow(days)}T${time}:00.000Z`;
const meetingsOf = (id: string) => `/course-offerings/${id}/meetings`;
const outcomes = ({ body }: ApiResponse) => body.dates.map(({ outcome }: { outcome: string }) => outcome);
const idsOf = ({ body }: ApiResponse) =>
  body.dates.flatMap(({ meetingId }: { meetingId: string | null }) => meetingId ?? []);
const listed = async (by: Person, path: string, from = at(0, '00:00'), to = at(60)) =>
  by.api.get(`${path}?from=${from}&to=${to}`);
const shown = ({ body }: ApiResponse) =>
  body.meetings.map(({ start, status }: { start: string; status: string }) => [start, status]);

/** An offering of a module of its own, which the teacher teaches. */
async function offer(code: string, values: object = {}): Promise<string> {
  const module = await createCourseThing(owner, '/modules', { organizationId, code, name: 'Logic' });
  const dates = { startDate: dayFromNow(-10), endDate: dayFromNow(50), facilitatorId };
  return (await createOffering(owner, organizationId, { ...structure, module }, { ...dates, ...values })).id;
}

async function enrol(offeringId: string): Promise<string> {
  const path = `/course-offerings/${offeringId}/enrolments`;
  return `${path}/${(await createCourseThing(owner, path, { studentId })).id}`;
}

async function applyRoster(kind: string, lines: string): Promise<void> {
  const { id } = await createCourseThing(owner, '/roster-imports', { organizationId, kind });
  const path = `/roster-imports/${id}`;
  await owner.api.post(`${path}/parts`, { number: 1, content: Buffer.from(lines).toString('base64') });
  const becomes = (state: string) =>
    eventually(
      () => owner.api.get(path),
      ({ body }) => body.state === state,
    );
  await owner.api.post(`${path}/check`);
  await becomes('ready');
  await owner.api.post(`${path}/apply`);
  await becomes('applied');
}

describe('the timetable of an offering', () => {
  it('is made in one step of the dates of a rule, without holidays, after it was tried', async () => {
    const id = await offer('RULES');
    const enrolment = await enrol(id);
    const holiday = { organizationId, name: 'Day off', startDate: dayFromNow(12), endDate: dayFromNow(12) };
    const free = await createCourseThing(owner, '/course-holidays', holiday);
    const wanted = {
      start: at(10),
      durationMinutes: 90,
      rrule: 'FREQ=DAILY;INTERVAL=2;COUNT=3',
      bookableIds: [roomId],
    };
    const tried = await owner.api.post(meetingsOf(id), { ...wanted, dryRun: true });
    expect([tried.status, outcomes(tried)]).toEqual([200, ['created', 'holiday', 'created']]);
    expect([tried.body.setId, shown(await listed(owner, meetingsOf(id)))]).toEqual([null, []]);
    const made = await owner.api.post(meetingsOf(id), wanted);
    expect([made.status, outcomes(made)]).toEqual([200, ['created', 'holiday', 'created']]);
    await owner.api.delete(`/course-holidays/${free.id}`);
    for (const person of [owner, teacher, learner]) {
      const { body } = await listed(person, meetingsOf(id));
      expect(body.meetings).toHaveLength(2);
      expect(body.meetings[0]).toMatchObject({
        ...{ title: 'RULES Logic', start: at(10), end: at(10, '11:30'), timeZone: 'UTC', status: 'confirmed' },
        host: { id: teacher.id, name: 'Alan' },
        bookables: [{ id: roomId, name: 'Room 1' }],
        offerings: [{ id, module: { code: 'RULES' } }],
      });
    }
    const [booked] = (await teacher.api.get(`/bookings?organizationId=${organizationId}`)).body.data;
    expect(booked).toMatchObject({ title: 'RULES Logic', organizationId, bookableIds: [roomId], attendees: [] });
    expect(shown(await listed(learner, '/course-meetings'))).toEqual([
      [at(10), 'confirmed'],
      [at(14), 'confirmed'],
    ]);
    const path = `/course-meetings/${idsOf(made)[0]}`;
    expect((await learner.api.get(path)).body).toMatchObject({ start: at(10) });
    expect(coded(await learner.api.post(meetingsOf(id), wanted))).toEqual([403, 'forbidden']);
    expect(coded(await learner.api.post(`${path}/cancel`, {}))).toEqual([403, 'forbidden']);
    // Whoever leaves the offering has nothing of it any more.
    await owner.api.patch(enrolment, { status: 'withdrawn' });
    expect(shown(await listed(learner, '/course-meetings'))).toEqual([]);
    for (const gone of [path, meetingsOf(id)]) expect(coded(await learner.api.get(gone))).toEqual([404, 'not_found']);
  });

  it('is not made where host or room are taken, or without these dates, and tells which they are', async () => {
    const [first, second] = [await offer('TAKEN'), await offer('OTHER', { facilitatorId: undefined })];
    const once = { start: at(20), durationMinutes: 60, bookableIds: [roomId] };
    const made = await owner.api.post(meetingsOf(first), once);
    const rule = { ...once, rrule: 'FREQ=DAILY;COUNT=2' };
    expect(outcomes(await owner.api.post(meetingsOf(second), { ...rule, dryRun: true }))).toEqual([
      ...['no_facilitator', 'no_facilitator'],
    ]);
    const hosted = { ...rule, facilitatorId };
    const refused = await owner.api.post(meetingsOf(first), { ...hosted, bookableIds: [] });
    expect(coded(refused)).toEqual([409, 'meetings_conflict']);
    expect(refused.body).toMatchObject({
      conflicts: [{ start: at(20), end: at(20, '11:00'), outcome: 'host_taken' }],
      conflictCount: 1,
    });
    // Ada teaches too, at the same time, in the same room.
    const byAda = { ...rule, facilitatorId: adaId };
    expect((await owner.api.post(meetingsOf(second), byAda)).body.conflicts).toMatchObject([{ outcome: 'room_taken' }]);
    expect(shown(await listed(owner, meetingsOf(second)))).toEqual([]);
    const skipped = await owner.api.post(meetingsOf(second), { ...byAda, onConflict: 'skip' });
    expect(outcomes(skipped)).toEqual(['room_taken', 'created']);
    expect(coded(await owner.api.post(meetingsOf(second), { ...byAda, rrule: undefined, onConflict: 'skip' }))).toEqual(
      [409, 'meetings_conflict'],
    );
    // A meeting that is cancelled frees both.
    const [id] = idsOf(made);
    const cancelled = await teacher.api.post(`/course-meetings/${id}/cancel`, { reason: 'Ill' });
    expect(cancelled.body).toMatchObject({ status: 'cancelled', cancelReason: 'Ill' });
    expect(coded(await owner.api.post(`/course-meetings/${id}/cancel`, {}))).toEqual([409, 'already_cancelled']);
    expect(outcomes(await owner.api.post(meetingsOf(second), { ...byAda, rrule: undefined }))).toEqual(['created']);
    expect(shown(await listed(teacher, '/course-meetings', at(20, '09:00'), at(20, '12:00')))).toEqual([
      [at(20), 'cancelled'],
    ]);
  });

  it('lies within the days of the offering, in the future, in rooms of the institution', async () => {
    const id = await offer('BOUNDS');
    const make = (values: object) => owner.api.post(meetingsOf(id), { start: at(5), durationMinutes: 60, ...values });
    expect(faults(await make({ start: at(51) }))).toEqual([400, ['outside_offering']]);
    expect(faults(await make({ rrule: 'FREQ=WEEKLY;COUNT=20' }))).toEqual([400, ['outside_offering']]);
    expect(faults(await make({ rrule: 'FREQ=SOMETIMES' }))).toEqual([400, ['rule_frequency']]);
    expect(coded(await make({ start: at(-1) }))).toEqual([422, 'in_the_past']);
    const mine = (await teacher.api.post('/bookables', { kind: 'room', name: 'Kitchen' })).body.id;
    for (const bookableId of [mine, teacher.id])
      expect(faults(await make({ bookableIds: [bookableId] }))).toEqual([400, ['unknown_bookable']]);
    const elsewhere = await createOrganization(teacher);
    const other = await createStructure(teacher, elsewhere);
    const theirs = (await createOffering(teacher, elsewhere, other)).id;
    expect(faults(await make({ alsoOfferingIds: [theirs] }))).toEqual([400, ['unknown_offering']]);
    const there = await owner.api.post(meetingsOf(theirs), { start: at(5), durationMinutes: 60 });
    expect(coded(there)).toEqual([404, 'not_found']);
    const whole = await make({ rrule: 'FREQ=WEEKLY', dryRun: true });
    expect(outcomes(whole)).toHaveLength(7);
    await owner.api.delete(`/course-offerings/${id}`);
    expect(coded(await make({}))).toEqual([409, 'offering_archived']);
  });

  it('is shared by offerings on purpose, moves to another room or host, and ends from a meeting on', async () => {
    const [first, second] = [await offer('SHARED'), await offer('WITH')];
    await enrol(second);
    const made = await owner.api.post(meetingsOf(first), {
      ...{ start: at(30, '14:00'), durationMinutes: 60, rrule: 'FREQ=DAILY;COUNT=3', bookableIds: [roomId] },
      ...{ alsoOfferingIds: [second], title: 'Lecture' },
    });
    const [one, two, three] = idsOf(made);
    const { body } = await listed(learner, meetingsOf(second), at(30, '00:00'), at(31, '00:00'));
    expect(body.meetings).toMatchObject([{ id: one, title: 'Lecture', offerings: [{ id: second }] }]);
    expect((await owner.api.get(`/course-meetings/${one}`)).body.offerings).toHaveLength(2);
    const move = (values: object) => owner.api.post(`/course-meetings/${one}/reschedule`, values);
    expect(coded(await move({ start: at(31, '14:30') }))).toEqual([409, 'slot_taken']);
    expect(faults(await move({ start: at(70) }))).toEqual([400, ['outside_offering']]);
    expect((await move({ start: at(30, '15:00'), durationMinutes: 90, bookableIds: [] })).body).toMatchObject({
      ...{ start: at(30, '15:00'), end: at(30, '16:30'), plannedStart: at(30, '14:00'), bookables: [] },
      host: { id: teacher.id },
    });
    expect((await move({ facilitatorId: adaId })).body).toMatchObject({ host: { id: owner.id } });
    expect(coded(await teacher.api.post(`/course-meetings/${one}/cancel`, {}))).toEqual([403, 'forbidden']);
    const ended = await teacher.api.post(`/course-meetings/${two}/cancel`, { scope: 'following' });
    expect(ended.body.status).toBe('cancelled');
    expect((await owner.api.get(`/course-meetings/${three}`)).body.status).toBe('cancelled');
    expect((await owner.api.get(`/course-meetings/${one}`)).body.status).toBe('confirmed');
  });

  it('is beside the log of a week, which may say another number of meetings and is warned of it', async () => {
    const id = await offer('COUNTED');
    const monday = Array.from({ length: 7 }, (_, n) => 14 + n).find((n) => new Date(at(n)).getUTCDay() === 1)!;
    const rule = { start: at(monday, '03:00'), durationMinutes: 60, rrule: 'FREQ=DAILY;COUNT=9' };
    const made = await owner.api.post(meetingsOf(id), rule);
    await owner.api.post(`/course-meetings/${idsOf(made)[1]}/cancel`, {});
    const weekNumber = weekOf(dayFromNow(-10), dayFromNow(monday));
    const draft = { allocationId: id, weekNumber, draft: true, attendance: [true, true] };
    const log = await createCourseThing(teacher, '/activity-tracker', draft);
    expect(log).toMatchObject({ attendance: [true, true], plannedMeetings: 6, warnings: ['attendance_length'] });
    const path = `/activity-tracker/${log.id}`;
    const fit = { attendance: [true, true, true, true, true, false], draft: true };
    const changed = await teacher.api.patch(path, fit, { headers: { 'If-Match': '"v1"' } });
    expect(changed.body).toMatchObject({ plannedMeetings: 6, warnings: [], version: 2 });
    // The timetable changes without it, and what was kept of it is stale.
    await owner.api.post(`/course-meetings/${idsOf(made)[2]}/cancel`, {});
    const headers = { 'If-None-Match': changed.headers.get('ETag') ?? '' };
    const read = await teacher.api.get(path, { headers });
    expect([read.status, read.body.plannedMeetings, read.body.warnings]).toEqual([200, 5, ['attendance_length']]);
    const next = { allocationId: id, draft: true };
    const [without, rest] = [
      await createCourseThing(teacher, '/activity-tracker', { ...next, weekNumber: weekNumber - 1 }),
      await createCourseThing(teacher, '/activity-tracker', { ...next, weekNumber: weekNumber + 1 }),
    ];
    expect([without.plannedMeetings, without.warnings]).toEqual([null, []]);
    expect([rest.plannedMeetings, rest.warnings]).toEqual([2, ['attendance_length']]);
    const { data } = (await teacher.api.get(`/activity-tracker?allocationId=${id}`)).body;
    expect(data.map((one: ApiResponse['body']) => one.plannedMeetings)).toEqual([2, null, 5]);
  });

  it('is cancelled when nobody teaches it any more, which those who manage the courses are told', async () => {
    const profile = await createCourseThing(owner, '/facilitators', { organizationId, userId: learner.id });
    const id = await offer('LEFT', { facilitatorId: profile.id });
    const [meeting] = idsOf(await owner.api.post(meetingsOf(id), { start: at(33, '06:00'), durationMinutes: 60 }));
    expect((await owner.api.delete(`/facilitators/${profile.id}`)).status).toBe(200);
    const titles = async (person: Person) =>
      (await person.api.get('/notifications?type=MEETING_CANCELLED')).body.data
        .filter(({ metadata }: { metadata: { meetingIds: string[] } }) => metadata.meetingIds.includes(meeting))
        .map(({ title }: { title: string }) => title);
    const told = async () => [await titles(owner), await titles(learner)];
    await eventually(told, ([, students]) => students.length === 1);
    expect(await told()).toEqual([['Nobody teaches LEFT Logic: cancelled'], ['Cancelled: LEFT Logic']]);
  });

  it('is in the feed of students, who are told once of what is cancelled, and follows days and assignments', async () => {
    const id = await offer('NEWS');
    const enrolment = await enrol(id);
    const made = await owner.api.post(meetingsOf(id), {
      ...{ start: at(40, '08:00'), durationMinutes: 60, rrule: 'FREQ=DAILY;COUNT=5', withSession: true },
    });
    const [first, second, third] = idsOf(made);
    const feed = await makeFeed(learner);
    const inFeed = async () => (await subscribe(feed.url)).filter(({ summary }) => summary === 'NEWS Logic').length;
    expect(await inFeed()).toBe(5);
    const hear = async (person: Person, type: string) =>
      (await person.api.get(`/notifications?type=${type}`)).body.data.filter(
        ({ metadata }: { metadata: { offeringId: string } }) => metadata.offeringId === id,
      );
    const told = (person: Person, type: string, count: number) =>
      eventually(
        () => hear(person, type),
        (list) => list.length === count,
      );
    // A host cancels the booking, as any other.
    const { bookingId } = (await teacher.api.get(`/course-meetings/${first}`)).body;
    await teacher.api.post(`/bookings/${bookingId}/cancel`, { reason: 'Ill' });
    const [notice] = await told(learner, 'MEETING_CANCELLED', 1);
    expect(notice).toMatchObject({ title: 'Cancelled: NEWS Logic', metadata: { meetingIds: [first] } });
    expect((await mailbox.waitFor({ to: learner.email, subject: 'Cancelled: NEWS Logic' })).text).toContain(
      'Reason: Ill',
    );
    expect(await inFeed()).toBe(4);
    // Who stands in for a day holds its meeting; whoever is not free does not, and the managers are told.
    const hostOf = async (meeting: string) => (await owner.api.get(`/course-meetings/${meeting}`)).body.host.id;
    const becomes = (meeting: string, host: string) =>
      eventually(
        () => hostOf(meeting),
        (now) => now === host,
      );
    const standIn = (day: number) =>
      createCourseThing(owner, `/course-offerings/${id}/assignments`, {
        ...{ facilitatorId: adaId, isSubstitute: true, startDate: dayFromNow(day), endDate: dayFromNow(day) },
      });
    await standIn(41);
    await becomes(second, owner.id);
    const busy = { title: 'Dentist', start: at(42, '08:30'), end: at(42, '09:30') };
    expect((await owner.api.post('/bookings', busy)).status).toBe(201);
    await standIn(42);
    const unheld = await eventually(
      () => hear(owner, 'MEETING_CHANGED'),
      (list) => list.some(({ title }: { title: string }) => title === 'Nobody is free to hold NEWS Logic'),
    );
    expect([unheld.length > 0, await hostOf(third)]).toEqual([true, teacher.id]);
    // The room of its meetings is for those who have to do with them.
    const joined = await learner.api.post(`/course-meetings/${second}/join`);
    const room = `/sessions/${joined.body.session.id}`;
    expect([joined.status, (await learner.api.get(room)).body.myRole]).toEqual([200, 'editor']);
    await owner.api.patch(enrolment, { status: 'withdrawn' });
    await eventually(
      () => learner.api.get(room),
      ({ body }) => body.myRole === null,
    );
    expect([await inFeed(), coded(await learner.api.post(`/course-meetings/${second}/join`))]).toEqual([
      0,
      [404, 'not_found'],
    ]);
    await enrol(id);
    // What is over by another last day is cancelled, and everything when it is archived; each is told together.
    await owner.api.patch(`/course-offerings/${id}`, { endDate: dayFromNow(42) });
    await told(learner, 'MEETING_CANCELLED', 2);
    await owner.api.delete(`/course-offerings/${id}`);
    const all = await told(learner, 'MEETING_CANCELLED', 3);
    expect(all[0].metadata.meetingIds).toEqual([second, third]);
    expect(shown(await listed(owner, meetingsOf(id))).map(([, status]: string[]) => status)).toEqual(
      Array.from({ length: 5 }, () => 'cancelled'),
    );
    expect(await inFeed()).toBe(0);
    // Nobody takes it up again behind their backs.
    expect((await teacher.api.post(`/bookings/${bookingId}/restore`)).body.status).toBe('confirmed');
    await eventually(
      () => owner.api.get(`/course-meetings/${first}`),
      ({ body }) => body.status === 'cancelled',
    );
  });

  it('has nobody in its room whom a roster takes out of the offering, or of those who teach', async () => {
    const id = await offer('ROSTER', { facilitatorId: adaId });
    await enrol(id);
    await createCourseThing(owner, `/course-offerings/${id}/assignments`, {
      ...{ facilitatorId, isSubstitute: true, startDate: dayFromNow(46), endDate: dayFromNow(46) },
    });
    const once = { start: at(45, '06:00'), durationMinutes: 60, withSession: true };
    const [meeting] = idsOf(await owner.api.post(meetingsOf(id), once));
    const room = `/sessions/${(await learner.api.post(`/course-meetings/${meeting}/join`)).body.session.id}`;
    await teacher.api.post(`/course-meetings/${meeting}/join`);
    const roleOf = async (person: Person) => (await person.api.get(room)).body.myRole;
    expect([await roleOf(learner), await roleOf(teacher)]).toEqual(['editor', 'editor']);
    const isOut = (person: Person) =>
      eventually(
        () => roleOf(person),
        (role) => role === null,
      );
    await applyRoster('enrolments', `offering,student,status\n${id},${learner.email},withdrawn`);
    await isOut(learner);
    await applyRoster('facilitators', `email,status\n${teacher.email},archived`);
    await isOut(teacher);
  });
});

it('a term is copied with its timetable, as far as host and room are free, and again for what had nobody to teach it', async () => {
  const school = await createOrganization(owner);
  await addMember(owner, school, teacher);
  await owner.api.put(`/organizations/${school}/course-settings`, { timeZone: 'Europe/Paris' });
  const thing = (path: string, values: object) => createCourseThing(owner, path, { organizationId: school, ...values });
  const parts = await createStructure(owner, school);
  const year = await thing('/academic-sessions', {
    ...{ type: 'year', name: '2031', startDate: '2031-01-06', endDate: '2031-12-12' },
  });
  const trimester = async (number: number, startDate: string, endDate: string): Promise<string> => {
    const term = { type: 'trimester', yearId: year.id, number, name: `Trimester ${number}`, startDate, endDate };
    return (await thing('/academic-sessions', term)).id;
  };
  const from = await trimester(1, '2031-01-06', '2031-04-11');
  const [second, third] = [
    await trimester(2, '2031-05-05', '2031-08-08'),
    await trimester(3, '2031-09-08', '2031-12-12'),
  ];
  const section = await thing('/classes', { trimesterId: from, name: 'A1' });
  const { id: alanId } = await thing('/facilitators', { userId: teacher.id });
  const { id: hallId } = await thing('/bookables', { kind: 'room', name: 'Hall' });
  const days = { startDate: '2031-01-06', endDate: '2031-03-28', facilitatorId: alanId };
  const offering = await createOffering(owner, school, { ...parts, section }, days);
  // Ten o’clock in Paris, on twelve Tuesdays; what is cancelled by itself is so in that week alone.
  const lectures = await owner.api.post(meetingsOf(offering.id), {
    ...{
      start: '2031-01-07T09:00:00Z',
      durationMinutes: 90,
      rrule: 'FREQ=WEEKLY',
      bookableIds: [hallId],
      withSession: true,
    },
  });
  await owner.api.post(`/course-meetings/${idsOf(lectures)[4]}/cancel`, {});
  const exam = { start: '2031-03-26T13:00:00Z', durationMinutes: 60, title: 'Exam' };
  expect((await owner.api.post(meetingsOf(offering.id), exam)).status).toBe(200);
  await thing('/course-holidays', { name: 'Day off', startDate: '2031-10-14', endDate: '2031-10-14' });
  const busy = { title: 'Dentist', start: '2031-09-16T08:00:00Z', end: '2031-09-16T09:00:00Z' };
  const feast = { ...busy, start: '2031-09-23T09:00:00Z', end: '2031-09-23T11:00:00Z', bookableIds: [hallId] };
  expect((await teacher.api.post('/bookings', busy)).status).toBe(201);
  expect((await owner.api.post('/bookings', { ...feast, organizationId: school })).status).toBe(201);

  const copy = (trimesterId: string, values: object) =>
    owner.api.post(`/academic-sessions/${from}/copies`, { trimesterId, withTimetable: true, ...values });
  const whole = { withFacilitators: true, withRooms: true };
  const tried = await copy(third, { ...whole, dryRun: true });
  const lecture = {
    ...{ fromId: offering.id, title: 'CS101 Introduction to Programming', start: '2031-09-09T08:00:00.000Z' },
    ...{ bookables: [{ id: hallId, name: 'Hall' }], created: 9, holidays: 1, past: 0, conflictCount: 2 },
    conflicts: [
      { start: '2031-09-16T08:00:00.000Z', end: '2031-09-16T09:30:00.000Z', outcome: 'host_taken' },
      { start: '2031-09-23T08:00:00.000Z', end: '2031-09-23T09:30:00.000Z', outcome: 'room_taken' },
    ],
  };
  expect(tried.body.meetings).toEqual([
    { ...lecture, setId: null },
    expect.objectContaining({ title: 'Exam', created: 1, bookables: [], setId: null }),
  ]);
  expect(shown(await listed(teacher, '/course-meetings', '2031-09-01T00:00:00Z', '2031-10-30T00:00:00Z'))).toEqual([]);
  const made = await copy(third, whole);
  expect(made.body.meetings).toMatchObject([lecture, { title: 'Exam', created: 1 }]);
  const copied = made.body.offerings[0].id;
  const autumn = await listed(teacher, meetingsOf(copied), '2031-10-10T00:00:00Z', '2031-11-05T00:00:00Z');
  // The fourteenth is a holiday, and clocks change on the twenty-sixth.
  expect(shown(autumn)).toEqual([
    ['2031-10-21T08:00:00.000Z', 'confirmed'],
    ['2031-10-28T09:00:00.000Z', 'confirmed'],
    ['2031-11-04T09:00:00.000Z', 'confirmed'],
  ]);
  expect(autumn.body.meetings[0]).toMatchObject({
    ...{ host: { id: teacher.id }, bookables: [{ id: hallId }], setId: made.body.meetings[0].setId },
    session: { id: expect.any(String) },
  });
  expect((await copy(third, whole)).body).toMatchObject({ meetings: [], offerings: [{ outcome: 'exists' }] });

  // Nobody teaches this one yet: its meetings are planned when somebody does.
  const unheld = await copy(second, {});
  expect(unheld.body.meetings).toMatchObject([
    { created: 0, conflictCount: 12, bookables: [], setId: null },
    { created: 0, conflicts: [{ outcome: 'no_facilitator' }] },
  ]);
  const [{ id }] = unheld.body.offerings;
  const { version } = (await owner.api.get(`/course-offerings/${id}`)).body;
  const assigned = await owner.api.patch(
    `/course-offerings/${id}`,
    { facilitatorId: alanId },
    { headers: { 'If-Match': `"v${version}"` } },
  );
  expect(assigned.status).toBe(200);
  expect((await copy(second, {})).body).toMatchObject({
    offerings: [{ outcome: 'exists', id: null }],
    meetings: [{ created: 12 }, { created: 1 }],
  });
  // What is ended from a day on ends there in copies, too: the day that a rule gives, not that of one that was moved.
  await owner.api.post(`/course-meetings/${idsOf(lectures)[6]}/reschedule`, { start: '2031-02-20T09:00:00Z' });
  await owner.api.post(`/course-meetings/${idsOf(lectures)[6]}/cancel`, { scope: 'following' });
  const shorter = await trimester(4, '2032-01-05', '2032-04-09');
  expect((await copy(shorter, { ...whole, dryRun: true })).body.meetings[0]).toMatchObject({ created: 6 });
});
