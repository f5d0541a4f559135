import { type ComposedApp, composeApp } from '../support/composed-app.js';
import { Calendar, World } from './course-stories.js';
import { Transactions } from '../../src/infra/database/transactions.js';
import { newId } from '../../src/kernel/ids.js';
import { ACTIVITY_LOG_RETURNED } from '../../src/modules/learning/courses/courses.events.js';
import { CoursesWorkerModule } from '../../src/modules/learning/courses/courses.worker.module.js';
import { LogsService } from '../../src/modules/learning/courses/logs/logs.service.js';
import { LogReturnsConsumer } from '../../src/modules/learning/courses/reminders/log-returns.consumer.js';

let composed: ComposedApp;

beforeAll(async () => {
  composed = await composeApp(CoursesWorkerModule);
});

afterAll(() => composed.close());

it('whoever wrote a log is told once that it was returned and why, unless it was submitted again meanwhile', async () => {
  const [world, calendar] = [await World.make(composed, 1), new Calendar()];
  await world.take({ kind: 'dates', days: { start: '2025-02-03', end: '2025-02-28' }, isActive: 1 }, calendar);
  const days = { start: '2025-01-01', end: null };
  await world.take({ kind: 'assign', days, teacher: 0, isSubstitute: false }, calendar);
  const query = (text: string, values: unknown[]) => composed.database.pool.query(text, values);
  const logs = composed.app.get(LogsService, { strict: false });
  const actorOf = (userId: string) => ({ userId, role: 'user' as const, sessionId: newId() });
  const [owner, teacher] = [actorOf(world.ownerId), actorOf(world.teacherId)];
  const { organizationId, offeringId } = world;
  const { id: logId } = await logs.create(teacher, { allocationId: offeringId, weekNumber: 1, attendance: [] });
  const tell = () =>
    composed.app.get(Transactions, { strict: false }).run(() =>
      composed.app.get(LogReturnsConsumer, { strict: false }).handle({
        id: newId(),
        name: ACTIVITY_LOG_RETURNED.name,
        payload: { organizationId, offeringId, logId, actorId: world.ownerId },
        requestId: null,
        lane: 'system',
        createdAt: new Date(),
      }),
    );
  const mailed = async () => {
    const { rows } = await query(
      `SELECT data->>'note' AS note, data->>'logUrl' AS url FROM email_deliveries WHERE user_id = $1 AND template = 'LOG_RETURNED'`,
      [world.teacherId],
    );
    return rows.map(({ note, url }: { note: string; url: string }) => `${note} ${new URL(url).pathname}`);
  };
  const notified = async () => {
    const { rows } = await query(`SELECT message FROM notifications WHERE type = 'LOG_RETURNED'`, []);
    return rows.map(({ message }: { message: string }) => message.split(': ').at(-1));
  };
  const page = `/app/logs/${offeringId}`;

  await logs.return(owner, logId, { note: 'First' });
  for (let times = 0; times < 2; times += 1) await tell();
  await logs.change(teacher, logId, { notes: 'Half of it', draft: true });
  await tell();
  expect([await mailed(), await notified()]).toEqual([[`First ${page}`], ['First']]);
  // Whoever answers need not be whoever was told.
  await query('UPDATE course_facilitators SET is_active = false WHERE user_id = $1', [world.teacherId]);
  await logs.change(owner, logId, { notes: 'All of it' });
  await query('UPDATE course_facilitators SET is_active = true WHERE user_id = $1', [world.teacherId]);
  expect(await mailed()).toEqual([]);
  await tell();
  await logs.return(owner, logId, { note: 'Second' });
  await logs.change(teacher, logId, {});
  await tell();
  expect([await mailed(), await notified()]).toEqual([[], ['First']]);

  await logs.return(owner, logId, { note: 'Third' });
  await query('UPDATE course_offerings SET is_active = false WHERE id = $1', [offeringId]);
  await tell();
  expect(await mailed()).toEqual([]);
  await query('UPDATE course_offerings SET is_active = true WHERE id = $1', [offeringId]);
  await query('DELETE FROM organization_members WHERE user_id = $1', [world.teacherId]);
  await tell();
  expect(await mailed()).toEqual([]);
});
