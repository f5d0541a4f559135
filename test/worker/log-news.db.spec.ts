import { type ComposedApp, composeApp } from '../support/composed-app.js';
import { eventually } from '../support/eventually.js';
import { holdTable } from '../support/table-lock.js';
import { owed } from './log-owed.js';
import { Transactions } from '../../src/infra/database/transactions.js';
import { newId } from '../../src/kernel/ids.js';
import { ACTIVITY_LOG_SUBMITTED } from '../../src/modules/learning/courses/courses.events.js';
import { CoursesWorkerModule } from '../../src/modules/learning/courses/courses.worker.module.js';
import { LogsService } from '../../src/modules/learning/courses/logs/logs.service.js';
import { LogRemindersTask } from '../../src/modules/learning/courses/reminders/log-reminders.task.js';
import { LogSubmissionsConsumer } from '../../src/modules/learning/courses/reminders/log-submissions.consumer.js';

let composed: ComposedApp;

beforeAll(async () => {
  composed = await composeApp(CoursesWorkerModule);
});

afterAll(() => composed.close());

const get = <T>(token: abstract new (...parameters: never[]) => T): T => composed.app.get<T>(token, { strict: false });
const look = () => get(LogRemindersTask).runAt(new Date());
const query = async <Row extends object>(text: string, ...values: unknown[]): Promise<Row[]> =>
  (await composed.database.pool.query<Row>(text, values)).rows;

/** What a person was told of, by e-mail and in the app, but for digests. */
async function toldTo(userId: string): Promise<string[]> {
  const rows = await query<{ said: string }>(
    `SELECT template || coalesce(' ' || (data->>'what'), '') AS said FROM email_deliveries
     WHERE user_id = $1 AND template <> 'LOG_DIGEST'
     UNION ALL SELECT type || ' in the app' FROM notifications WHERE user_id = $1 ORDER BY 1`,
    userId,
  );
  return rows.map(({ said }) => said);
}

const ofOneWeek = (organizationId: string) =>
  query('DELETE FROM log_expectations WHERE organization_id = $1 AND week_number = 2', organizationId);

it('somebody with two roles is reminded once', async () => {
  const { organizationId, ownerId } = await owed(composed);
  await ofOneWeek(organizationId);
  await query(
    `WITH profile AS (INSERT INTO course_facilitators (organization_id, user_id) VALUES ($1, $2) RETURNING id),
     manager AS (UPDATE organization_members SET is_course_manager = true WHERE organization_id = $1 AND user_id = $2)
     UPDATE log_expectations SET facilitator_id = profile.id FROM profile WHERE organization_id = $1`,
    ...[organizationId, ownerId],
  );
  await look();
  // Nobody owes it any more, so that those who manage the courses are reminded, among whom they are.
  await query('UPDATE log_expectations SET facilitator_id = NULL WHERE organization_id = $1', organizationId);
  await look();
  expect(await toldTo(ownerId)).toEqual(['LOG_DUE in the app', 'LOG_REMINDER']);
});

it('whoever is suspended is not reminded, nor afterwards of what is settled', async () => {
  const { organizationId, teacherId } = await owed(composed);
  await ofOneWeek(organizationId);
  for (const isActive of [false, true]) {
    await query('UPDATE users SET is_active = $2 WHERE id = $1', teacherId, isActive);
    await look();
  }
  expect(await toldTo(teacherId)).toEqual([]);
});

it('those who manage the courses are told what was submitted, and by e-mail what came late, but not of their own doing', async () => {
  const { organizationId, offeringId, ownerId, teacherId } = await owed(composed);
  const [manager] = await query<{ id: string }>(
    `UPDATE organization_members SET is_course_manager = true
     WHERE organization_id = $1 AND user_id = (SELECT user_id FROM course_students WHERE organization_id = $1 LIMIT 1)
     RETURNING user_id AS id`,
    organizationId,
  );
  await query(
    `UPDATE log_expectations SET due_at = now() - interval '2 hours', late_at = now() - interval '1 hour'
     WHERE organization_id = $1 AND week_number = 2`,
    organizationId,
  );
  const submit = async (userId: string, weekNumber: number) => {
    const actor = { userId, role: 'user' as const, sessionId: newId() };
    const { id: logId } = await get(LogsService).create(actor, {
      ...{ allocationId: offeringId, weekNumber, attendance: [] },
    });
    const payload = { organizationId, offeringId, logId, actorId: userId };
    const message = { id: newId(), name: ACTIVITY_LOG_SUBMITTED.name, payload, requestId: null };
    for (let times = 0; times < 2; times += 1)
      await get(Transactions).run(() =>
        get(LogSubmissionsConsumer).handle({ ...message, lane: 'system', createdAt: new Date() }),
      );
  };
  await submit(teacherId, 1);
  for (const { id } of [{ id: ownerId }, manager!]) expect(await toldTo(id)).toEqual(['LOG_SUBMITTED in the app']);
  await submit(ownerId, 2);
  expect(await toldTo(ownerId)).toEqual(['LOG_SUBMITTED in the app']);
  expect(await toldTo(manager!.id)).toEqual([
    ...['LOG_ALERT late', 'LOG_SUBMITTED in the app', 'LOG_SUBMITTED in the app'],
  ]);
  expect(await toldTo(teacherId)).toEqual([]);
});

it('a look that is killed in its middle has told nothing, and the next one tells it once', async () => {
  const { organizationId, teacherId } = await owed(composed);
  await ofOneWeek(organizationId);
  // What is written last.
  const held = await holdTable(composed.database.pool, 'notifications');
  const looking = look().then(
    () => 'done',
    () => 'killed',
  );
  try {
    const waiting = () =>
      query<{ pid: number }>(`SELECT pid FROM pg_locks WHERE relation = 'notifications'::regclass AND NOT granted`);
    const [{ pid } = { pid: 0 }] = await eventually(waiting, ({ length }) => length > 0);
    await query('SELECT pg_terminate_backend($1)', pid);
    expect(await looking).toBe('killed');
  } finally {
    await held.release();
  }
  expect(await toldTo(teacherId)).toEqual([]);
  await Promise.all([look(), look()]);
  expect(await toldTo(teacherId)).toEqual(['LOG_DUE in the app', 'LOG_REMINDER']);
});
