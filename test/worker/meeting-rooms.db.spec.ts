import { type ComposedApp, composeApp } from '../support/composed-app.js';
import { World } from './course-stories.js';
import type { Actor } from '../../src/infra/access/actor.js';
import { Transactions } from '../../src/infra/database/transactions.js';
import { DAY } from '../../src/kernel/clock.js';
import { newId } from '../../src/kernel/ids.js';
import type { Message } from '../../src/kernel/message.js';
import { CoursesWorkerModule } from '../../src/modules/learning/courses/courses.worker.module.js';
import { OutlivedPlacesTask } from '../../src/modules/learning/courses/meetings/outlived-places.task.js';
import { MeetingPlansService } from '../../src/modules/learning/courses/meetings/meeting-plans.service.js';
import { MeetingsService } from '../../src/modules/learning/courses/meetings/meetings.service.js';
import { CollaboratorsService } from '../../src/modules/learning/sessions/collaborators/collaborators.service.js';
import { BookedRooms } from '../../src/modules/learning/sessions/sessions.api.js';
import { BookingsWorkerModule } from '../../src/modules/scheduling/bookings/bookings.worker.module.js';
import { BookingRoomsConsumer } from '../../src/modules/scheduling/bookings/rooms/booking-rooms.consumer.js';

let composed: ComposedApp;
beforeAll(async () => {
  composed = await composeApp(CoursesWorkerModule, { imports: [BookingsWorkerModule] });
});
afterAll(() => composed.close());

const get = <T>(token: abstract new (...parameters: never[]) => T): T => composed.app.get<T>(token, { strict: false });
const rowsOf = async <T>(text: string, ...values: unknown[]): Promise<T[]> =>
  (await composed.database.pool.query(text, values)).rows as T[];
/** Meetings begin at a full second. */
const inDays = (days: number) => new Date(Math.floor(Date.now() / 1000) * 1000 + days * DAY);
const dayFromNow = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);
const runNow = (offeringId: string) =>
  rowsOf(
    'UPDATE course_offerings SET start_date = $2, end_date = $3 WHERE id = $1',
    ...[offeringId, dayFromNow(-20), dayFromNow(40)],
  );
const actorOf = (userId: string): Actor => ({ userId, role: 'user', sessionId: newId() });
const facilitatorsOf = (organizationId: string) =>
  rowsOf<{ id: string; userId: string }>(
    `SELECT id, user_id AS "userId" FROM course_facilitators WHERE organization_id = $1 ORDER BY id`,
    organizationId,
  );
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing',
    (error: unknown) => (error as { code: string }).code,
  );

it('a substitute is in the room of the meetings until the last day of that, and comes into it no more', async () => {
  const { organizationId, offeringId, ownerId } = await World.make(composed, 1);
  await runNow(offeringId);
  const [substitute, teacher] = await facilitatorsOf(organizationId);
  const assign = (facilitatorId: string, isSubstitute: boolean, first: number | null, last: number | null) =>
    rowsOf<{ id: string }>(
      `INSERT INTO course_assignments (offering_id, facilitator_id, is_substitute, start_date, end_date)
       VALUES ($1, $2, $3, $4, $5) RETURNING id`,
      ...[offeringId, facilitatorId, isSubstitute],
      ...[first, last].map((days) => (days === null ? null : dayFromNow(days))),
    );
  await assign(teacher!.id, false, null, null);
  const [week] = await assign(substitute!.id, true, 0, 6);
  const meetings = get(MeetingsService);
  const [first, second, third] = (
    await get(MeetingPlansService).create(actorOf(ownerId), offeringId, {
      ...{ start: inDays(1), durationMinutes: 30, rrule: 'FREQ=WEEKLY;COUNT=3', withSession: true },
    })
  ).dates.map(({ meetingId }) => meetingId!);
  const [regular, standsIn] = [actorOf(teacher!.userId), actorOf(substitute!.userId)];
  const room = (await meetings.findOne(standsIn, first!)).session!.id;
  await meetings.join(regular, second!);
  const people = async () => {
    const [one] = await rowsOf<{ owner: string; people: string[] }>(
      `SELECT owner_id AS owner, ARRAY(SELECT c.user_id FROM session_collaborators c WHERE c.session_id = s.id AND c.is_active) AS people
       FROM sessions s WHERE id = $1`,
      room,
    );
    return one;
  };
  // Whoever holds the first meeting opens the room.
  expect(await people()).toEqual({ owner: substitute!.userId, people: [teacher!.userId] });
  await get(OutlivedPlacesTask).run();
  expect(await people()).toEqual({ owner: substitute!.userId, people: [teacher!.userId] });

  // A week later.
  await rowsOf(
    'UPDATE course_assignments SET start_date = $2, end_date = $3 WHERE id = $1',
    week!.id,
    dayFromNow(-7),
    dayFromNow(-1),
  );
  await rowsOf(
    `UPDATE bookings b SET starts_at = starts_at - interval '7 days', ends_at = ends_at - interval '7 days'
     FROM course_meetings m WHERE m.booking_id = b.id AND m.id = $1`,
    first,
  );
  await get(OutlivedPlacesTask).run();
  expect(await people()).toEqual({ owner: teacher!.userId, people: [] });
  for (const id of [first, second]) expect(await refusal(meetings.join(standsIn, id!))).toBe('forbidden');
  expect((await meetings.findOne(standsIn, first!)).id).toBe(first);
  // What becomes of the meetings that come lets nobody in who held one that is over.
  await meetings.reschedule(actorOf(ownerId), third!, { start: inDays(16) });
  const [moved] = await rowsOf<Message>(
    `SELECT id, name, payload, request_id AS "requestId", lane, created_at AS "createdAt" FROM outbox_messages
     WHERE name = 'booking.rescheduled' ORDER BY created_at DESC LIMIT 1`,
  );
  await get(Transactions).run(() => get(BookingRoomsConsumer).handle(moved!));
  expect(await people()).toEqual({ owner: teacher!.userId, people: [] });
});

it('whoever manages the courses, or was let in after the last day, stays in the room', async () => {
  const { organizationId, offeringId, ownerId } = await World.make(composed, 1);
  await runNow(offeringId);
  await rowsOf('INSERT INTO course_facilitators (organization_id, user_id) VALUES ($1, $2)', organizationId, ownerId);
  const facilitators = await rowsOf<{ id: string; userId: string }>(
    `SELECT id, user_id AS "userId" FROM course_facilitators WHERE organization_id = $1 ORDER BY user_id = $2, id`,
    ...[organizationId, ownerId],
  );
  const [teacher, letIn, former] = facilitators.map(({ userId }) => userId);
  // The teacher always; each of the others, the manager among them, for two days of their own.
  await rowsOf(
    `INSERT INTO course_assignments (offering_id, facilitator_id, is_substitute, start_date, end_date)
     SELECT $1, id, n > 1, CASE WHEN n > 1 THEN current_date - 2 * n::int END, CASE WHEN n > 1 THEN current_date + 1 - 2 * n::int END
     FROM unnest($2::uuid[]) WITH ORDINALITY AS f (id, n)`,
    ...[offeringId, [facilitators[0]!.id, facilitators[3]!.id, facilitators[1]!.id, facilitators[2]!.id]],
  );
  const meetings = get(MeetingsService);
  const { dates } = await get(MeetingPlansService).create(actorOf(ownerId), offeringId, {
    ...{ start: inDays(1), durationMinutes: 30, withSession: true },
  });
  const id = dates[0]!.meetingId!;
  const room = (await meetings.findOne(actorOf(ownerId), id)).session!.id;
  await meetings.join(actorOf(ownerId), id);
  for (const userId of [letIn!, former!]) await get(Transactions).run(() => get(BookedRooms).admit(room, userId));
  await rowsOf(
    `UPDATE session_collaborators SET joined_at = now() - interval '20 days' WHERE session_id = $1 AND user_id = ANY ($2)`,
    ...[room, [former, ownerId]],
  );
  await get(OutlivedPlacesTask).run();
  const people = await rowsOf<{ id: string }>(
    'SELECT user_id AS id FROM session_collaborators WHERE session_id = $1 AND is_active',
    room,
  );
  expect(new Set(people.map((one) => one.id))).toEqual(new Set([ownerId, letIn]));
  const [{ owner }] = (await rowsOf<{ owner: string }>(
    'SELECT owner_id AS owner FROM sessions WHERE id = $1',
    room,
  )) as [{ owner: string }];
  expect(owner).toBe(teacher);
});

it('a room that is handed to somebody after their last day stays theirs', async () => {
  const { organizationId, offeringId, ownerId } = await World.make(composed, 1);
  await runNow(offeringId);
  const [teacher, former] = await facilitatorsOf(organizationId);
  await rowsOf(
    `INSERT INTO course_assignments (offering_id, facilitator_id, is_substitute, start_date, end_date)
     VALUES ($1, $2, false, NULL, NULL), ($1, $3, true, current_date - 4, current_date - 3)`,
    ...[offeringId, teacher!.id, former!.id],
  );
  const { dates } = await get(MeetingPlansService).create(actorOf(ownerId), offeringId, {
    ...{ start: inDays(1), durationMinutes: 30, withSession: true },
  });
  const hosting = actorOf(teacher!.userId);
  const room = (await get(MeetingsService).findOne(hosting, dates[0]!.meetingId!)).session!.id;
  const owners = async () =>
    (await rowsOf<{ id: string }>('SELECT owner_id AS id FROM sessions WHERE id = $1', room)).map(({ id }) => id);
  expect(await owners()).toEqual([teacher!.userId]);
  await get(Transactions).run(() => get(BookedRooms).admit(room, former!.userId));
  await get(CollaboratorsService).transfer(hosting, room, { userId: former!.userId });
  await get(OutlivedPlacesTask).run();
  expect(await owners()).toEqual([former!.userId]);
  // What they had before that day goes to whoever holds the next meeting.
  await rowsOf(`UPDATE sessions SET owned_since = now() - interval '20 days' WHERE id = $1`, room);
  await get(OutlivedPlacesTask).run();
  expect(await owners()).toEqual([teacher!.userId]);
});

it('a meeting that a process of the version before makes was planned for when it is booked', async () => {
  const { organizationId, offeringId, ownerId } = await World.make(composed, 1);
  await runNow(offeringId);
  const [facilitator] = await rowsOf<{ id: string }>(
    'SELECT id FROM course_facilitators WHERE organization_id = $1 LIMIT 1',
    organizationId,
  );
  const once = { start: inDays(1), durationMinutes: 30, facilitatorId: facilitator!.id };
  const { dates } = await get(MeetingPlansService).create(actorOf(ownerId), offeringId, once);
  const [gone] = await rowsOf<{ bookingId: string; setId: string }>(
    'DELETE FROM course_meetings WHERE id = $1 RETURNING booking_id AS "bookingId", set_id AS "setId"',
    dates[0]!.meetingId,
  );
  const planned = await rowsOf<{ isAsBooked: boolean }>(
    `WITH made AS (
       INSERT INTO course_meetings (organization_id, booking_id, set_id) VALUES ($1, $2, $3) RETURNING booking_id, planned_start)
     SELECT made.planned_start = b.starts_at AS "isAsBooked" FROM made JOIN bookings b ON b.id = made.booking_id`,
    ...[organizationId, gone!.bookingId, gone!.setId],
  );
  expect(planned).toEqual([{ isAsBooked: true }]);
});
