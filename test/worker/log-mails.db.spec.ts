import { type ComposedApp, composeApp } from '../support/composed-app.js';
import { SmtpRecorder } from '../support/smtp-recorder.js';
import type { World } from './course-stories.js';
import { owed } from './log-owed.js';
import { Transactions } from '../../src/infra/database/transactions.js';
import { HOUR } from '../../src/kernel/clock.js';
import { newId } from '../../src/kernel/ids.js';
import { ACTIVITY_LOG_RETURNED } from '../../src/modules/learning/courses/courses.events.js';
import { CoursesWorkerModule } from '../../src/modules/learning/courses/courses.worker.module.js';
import { LogsService } from '../../src/modules/learning/courses/logs/logs.service.js';
import { LogRemindersTask } from '../../src/modules/learning/courses/reminders/log-reminders.task.js';
import { LogReturnsConsumer } from '../../src/modules/learning/courses/reminders/log-returns.consumer.js';
import { MailSender } from '../../src/modules/messages/mail/mail.sender.js';
import { MailWorkerModule } from '../../src/modules/messages/mail/mail.worker.module.js';

/* Mails about weekly logs that waited, because the provider was away for instance, are read again before they are sent. */

let recorder: SmtpRecorder;
let composed: ComposedApp;

beforeAll(async () => {
  recorder = await SmtpRecorder.open();
  composed = await composeApp(CoursesWorkerModule, {
    imports: [MailWorkerModule],
    settings: { EMAIL_PROVIDER: 'smtp', SMTP_URL: recorder.url },
  });
});

beforeEach(() => void recorder.received.splice(0));

afterAll(async () => {
  await composed.close();
  await recorder.close();
});

const get = <T>(token: abstract new (...parameters: never[]) => T): T => composed.app.get<T>(token, { strict: false });
const look = (now = new Date()) => get(LogRemindersTask).runAt(now);
const query = async <Row extends object>(text: string, ...values: unknown[]): Promise<Row[]> =>
  (await composed.database.pool.query<Row>(text, values)).rows;
const actorOf = (userId: string) => ({ userId, role: 'user' as const, sessionId: newId() });

/** Makes the first attempt at everything that waits for a person. @returns their mails, and how many wait still */
async function deliver(userId: string, template: string) {
  const waiting = await query<{ id: string }>(
    `SELECT id FROM email_deliveries WHERE user_id = $1 AND template = $2 AND status = 'queued' ORDER BY id`,
    ...[userId, template],
  );
  expect(waiting).not.toEqual([]);
  for (const { id } of waiting) await get(MailSender).attempt({ deliveryId: id, attempt: 1 });
  const left = await query<{ status: string }>(
    'SELECT status FROM email_deliveries WHERE user_id = $1 AND template = $2',
    ...[userId, template],
  );
  expect(left.map(({ status }) => status)).toEqual(recorder.received.map(() => 'sent'));
  return recorder.received.map(({ message }) => ({ subject: message.subject, text: message.text ?? '' }));
}

const weeksIn = (mails: ReadonlyArray<{ readonly text: string }>) =>
  mails.flatMap(({ text }) => [...text.matchAll(/week (\d+)/g)].map(([, week]) => Number(week)));

describe('a reminder that waited', () => {
  /** Of the first week. */
  const change = (text: string) => (world: World) =>
    query(`UPDATE log_expectations SET ${text} WHERE organization_id = $1 AND week_number = 1`, world.organizationId);

  it('is sent when nothing changed', async () => {
    const world = await owed(composed);
    await look();
    expect((await deliver(world.teacherId, 'LOG_REMINDER')).map(({ subject }) => subject).sort()).toEqual([
      'Log due: M M, A, week 1',
      'Log due: M M, A, week 2',
    ]);
  });

  it.each<[string, (world: World) => Promise<unknown>]>([
    ['is there by now', change('submitted_at = now()')],
    ['is waived', change(`waived_at = now(), waive_reason = 'Snow'`)],
    ['is due at another time', change(`due_at = due_at + interval '1 day', late_at = late_at + interval '1 day'`)],
    [
      'is owed by somebody else',
      ({ organizationId, teacherId }) =>
        query(
          `UPDATE log_expectations SET facilitator_id =
             (SELECT id FROM course_facilitators WHERE organization_id = $1 AND user_id <> $2 LIMIT 1)
           WHERE organization_id = $1 AND week_number = 1`,
          ...[organizationId, teacherId],
        ),
    ],
    [
      'is not expected any more',
      ({ organizationId }) =>
        query('DELETE FROM log_expectations WHERE organization_id = $1 AND week_number = 1', organizationId),
    ],
  ])('is not sent of a log that %s, while that of another one is', async (_name, happens) => {
    const world = await owed(composed);
    await look();
    await happens(world);
    expect(new Set(weeksIn(await deliver(world.teacherId, 'LOG_REMINDER')))).toEqual(new Set([2]));
  });

  it.each<[string, (world: World) => Promise<unknown>]>([
    [
      'is of an offering that is archived',
      ({ offeringId }) => query('UPDATE course_offerings SET is_active = false WHERE id = $1', offeringId),
    ],
    [
      'is for somebody who is suspended',
      ({ teacherId }) => query('UPDATE users SET is_active = false WHERE id = $1', teacherId),
    ],
    [
      'is for somebody who has left',
      ({ teacherId }) => query('DELETE FROM organization_members WHERE user_id = $1', teacherId),
    ],
  ])('is not sent when it %s', async (_name, happens) => {
    const world = await owed(composed);
    await look();
    await happens(world);
    expect(await deliver(world.teacherId, 'LOG_REMINDER')).toEqual([]);
  });

  it('is not sent of a log that is overdue', async () => {
    const world = await owed(composed, -1);
    await look(new Date(Date.now() - 3 * HOUR));
    expect(await deliver(world.teacherId, 'LOG_REMINDER')).toEqual([]);
  });
});

describe('an alert that waited', () => {
  it('names what is still missing, and is not sent when everything came', async () => {
    const [world, other] = [await owed(composed, -3), await owed(composed, -3)];
    await look();
    const submit = (organizationId: string, weeks: string) =>
      query(
        `UPDATE log_expectations SET submitted_at = now() WHERE organization_id = $1 AND week_number IN (${weeks})`,
        organizationId,
      );
    await submit(world.organizationId, '1');
    await submit(other.organizationId, '1, 2');
    const [alert, ...more] = await deliver(world.ownerId, 'LOG_ALERT');
    expect([alert?.subject, new Set(weeksIn([alert!])), more]).toEqual(['A weekly log is missing', new Set([2]), []]);
    recorder.received.splice(0);
    expect(await deliver(other.ownerId, 'LOG_ALERT')).toEqual([]);
  });

  it('is for those who manage the courses, as the digest is', async () => {
    const world = await owed(composed, -3);
    await look();
    const morning = new Date(`${new Date().toISOString().slice(0, 10)}T09:00:00Z`);
    await query('UPDATE course_deadline_rules SET digested_at = NULL WHERE organization_id = $1', world.organizationId);
    // Long before the morning, whatever the hour is.
    await query(
      `UPDATE log_expectations SET due_at = due_at - interval '1 day', late_at = late_at - interval '1 day'
       WHERE organization_id = $1`,
      world.organizationId,
    );
    await look(morning);
    await query(`UPDATE organization_members SET role = 'member' WHERE user_id = $1`, world.ownerId);
    for (const template of ['LOG_ALERT', 'LOG_DIGEST']) expect(await deliver(world.ownerId, template)).toEqual([]);
  });
});

it('what is said of a log that was returned is not sent when whoever wrote it teaches it no more', async () => {
  const { organizationId, offeringId, ownerId, teacherId } = await owed(composed);
  const week = { allocationId: offeringId, weekNumber: 1, attendance: [] };
  const { id: logId } = await get(LogsService).create(actorOf(teacherId), week);
  await get(LogsService).return(actorOf(ownerId), logId, { note: 'And Friday?' });
  const payload = { organizationId, offeringId, logId, actorId: ownerId };
  const of = { requestId: null, lane: 'system', createdAt: new Date() } as const;
  await get(Transactions).run(() =>
    get(LogReturnsConsumer).handle({ ...of, id: newId(), name: ACTIVITY_LOG_RETURNED.name, payload }),
  );
  await query('UPDATE course_facilitators SET is_active = false WHERE user_id = $1', teacherId);
  expect(await deliver(teacherId, 'LOG_RETURNED')).toEqual([]);
});
