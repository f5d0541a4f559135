import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { Calendar, story, World } from './course-stories.js';
import { type ComposedApp, composeApp } from '../support/composed-app.js';
import { CoursesWorkerModule } from '../../src/modules/learning/courses/courses.worker.module.js';
import { newId } from '../../src/kernel/ids.js';
import { LogsService } from '../../src/modules/learning/courses/logs/logs.service.js';
import { ExpectationsService } from '../../src/modules/learning/courses/expectations/expectations.service.js';
import { LogRemindersTask } from '../../src/modules/learning/courses/reminders/log-reminders.task.js';

const RUNS = 15;

let composed: ComposedApp;

beforeAll(async () => {
  composed = await composeApp(CoursesWorkerModule);
});

afterAll(() => composed.close());

it('expected logs are those of a calendar that is read day by day, whatever changes when', async () => {
  let most = 0;
  await fc.assert(
    fc.asyncProperty(story, async ({ first, steps }) => {
      const [world, calendar] = [await World.make(composed, steps.length + 1), new Calendar()];
      let now = Temporal.Instant.from('2026-12-20T10:10:10Z');
      await world.take({ kind: 'enrol', days: first.days }, calendar);
      for (const [one, hours] of [[first.rule, 0] as const, ...steps]) {
        now = now.add({ hours });
        await world.take(one, calendar);
        calendar.plan(now.toString());
        await world.plan(now.toString());
        most = Math.max(most, calendar.expected.size);
        expect(await world.expected()).toEqual(calendar.expected);
      }
    }),
    { numRuns: RUNS },
  );
  expect(most).toBeGreaterThan(5);
});

/** A term of four weeks that are due on Sundays at noon, with a student and somebody who teaches. */
async function taught(reminderHours = [48, 3]): Promise<World> {
  const world = await World.make(composed, 1);
  const calendar = new Calendar();
  await world.take({ kind: 'dates', days: { start: '2027-02-01', end: '2027-02-26' }, isActive: 1 }, calendar);
  const rule = { weekday: 7, weeksAfter: 0, time: '12:00', timeZone: 'UTC', graceHours: 1 } as const;
  await world.take({ kind: 'rule', ...rule }, calendar);
  await composed.database.pool.query(
    `UPDATE course_deadline_rules SET reminder_hours = $2, escalation_days = 2 WHERE organization_id = $1`,
    [world.organizationId, reminderHours],
  );
  await world.take({ kind: 'enrol', days: { start: '2027-02-01', end: null } }, calendar);
  await world.take(
    { kind: 'assign', days: { start: '2027-01-01', end: null }, teacher: 0, isSubstitute: false },
    calendar,
  );
  await world.plan('2027-01-20T00:00:00Z');
  return world;
}

/** As if it were a year ago, with deadlines that are to come: logs can be submitted. */
async function begin(offeringId: string): Promise<void> {
  await composed.database.pool.query(
    `WITH enrolled AS (UPDATE course_enrolments SET start_date = start_date - 364 WHERE offering_id = $1),
     assigned AS (UPDATE course_assignments SET start_date = start_date - 364 WHERE offering_id = $1)
     UPDATE course_offerings SET start_date = start_date - 364, end_date = end_date - 364 WHERE id = $1`,
    [offeringId],
  );
}

const FIRST_DUE = Temporal.Instant.from('2027-02-07T12:00:00Z');
const dueOf = (week: number) => FIRST_DUE.add({ hours: 7 * 24 * (week - 1) });
const look = (now: Temporal.Instant) =>
  composed.app.get(LogRemindersTask, { strict: false }).runAt(new Date(now.epochMilliseconds));

/** Of a person, in the order in which it was queued. */
async function mailed(userId: string): Promise<string[]> {
  const { rows } = await composed.database.pool.query<{ said: string }>(
    `SELECT template || coalesce(' ' || (data->>'what') || ' ' || (data->>'count'), '') AS said
     FROM email_deliveries WHERE user_id = $1 ORDER BY created_at, id`,
    [userId],
  );
  return rows.map(({ said }) => said);
}

async function notified(userId: string): Promise<string[]> {
  const { rows } = await composed.database.pool.query<{ type: string }>(
    'SELECT type FROM notifications WHERE user_id = $1 ORDER BY created_at, id',
    [userId],
  );
  return rows.map(({ type }) => type);
}

it('whoever owes a log is reminded, and those who manage are told what is missing, once, however often it is looked', async () => {
  const { ownerId, teacherId, organizationId } = await taught();
  const told = async () => [await mailed(teacherId), await notified(teacherId), await mailed(ownerId)];
  await look(dueOf(1).subtract({ hours: 49 }));
  expect(await told()).toEqual([[], [], []]);
  await Promise.all([1, 2, 3].map((hour) => look(dueOf(1).subtract({ hours: 48 - hour }))));
  expect(await told()).toEqual([['LOG_REMINDER'], ['LOG_DUE'], []]);
  await look(dueOf(1).subtract({ hours: 1 }));
  await look(dueOf(1).add({ minutes: 59 }));
  const reminded = ['LOG_REMINDER', 'LOG_REMINDER'];
  const [, , digest] = await told();
  expect(await told()).toEqual([reminded, ['LOG_DUE', 'LOG_DUE'], digest]);
  await Promise.all([60, 61].map((minutes) => look(dueOf(1).add({ minutes }))));
  await look(dueOf(1).add({ hours: 10 }));
  const alerts = async () => (await mailed(ownerId)).filter((said) => said.startsWith('LOG_ALERT'));
  expect(await alerts()).toEqual(['LOG_ALERT missing 1']);
  await look(dueOf(1).add({ hours: 49 }));
  expect(await alerts()).toEqual(['LOG_ALERT missing 1', 'LOG_ALERT escalated 1']);
  expect(await notified(ownerId)).toEqual(['LOG_MISSING', 'LOG_MISSING']);
  const digests = (await mailed(ownerId)).filter((said) => said === 'LOG_DIGEST').length;
  await Promise.all([50, 51].map((hours) => look(dueOf(1).add({ hours }))));
  expect((await mailed(ownerId)).filter((said) => said === 'LOG_DIGEST')).toHaveLength(digests);

  await composed.database.pool.query(
    `UPDATE log_expectations SET facilitator_id = NULL WHERE organization_id = $1 AND week_number = 2`,
    [organizationId],
  );
  await look(dueOf(2).subtract({ hours: 40 }));
  expect(await told()).toEqual([reminded, ['LOG_DUE', 'LOG_DUE'], [...(await mailed(ownerId))]]);
  expect((await mailed(ownerId)).filter((said) => said === 'LOG_REMINDER')).toHaveLength(1);
});

it('a deadline that is moved is another one, and so is whoever owes it then, but not one that was gone for a while', async () => {
  const world = await taught();
  const { ownerId, teacherId, organizationId } = world;
  const query = (text: string, ...more: unknown[]) => composed.database.pool.query(text, [organizationId, ...more]);
  const at = (hours: number) => dueOf(1).add({ hours });
  const told = async () => [await mailed(teacherId), await notified(teacherId)];
  await look(at(-47));
  expect(await told()).toEqual([['LOG_REMINDER'], ['LOG_DUE']]);
  for (const isActive of [false, true]) {
    await query('UPDATE course_offerings SET is_active = $2 WHERE organization_id = $1', isActive);
    await world.plan(at(-46).toString());
    await look(at(-46));
  }
  expect(await told()).toEqual([['LOG_REMINDER'], ['LOG_DUE']]);
  await query(`UPDATE course_deadline_rules SET time = '13:00' WHERE organization_id = $1`);
  await world.plan(at(-45).toString());
  for (const hours of [-45, -44]) await look(at(hours));
  expect(await told()).toEqual([
    ['LOG_REMINDER', 'LOG_REMINDER'],
    ['LOG_DUE', 'LOG_DUE'],
  ]);
  const { rows } = await query(
    `UPDATE log_expectations SET facilitator_id = f.id FROM course_facilitators f
     WHERE f.organization_id = $1 AND f.user_id <> $2 AND log_expectations.organization_id = $1 AND week_number = 1
     RETURNING f.user_id AS id`,
    teacherId,
  );
  for (const hours of [-43, -42]) await look(at(hours));
  expect([await mailed(rows[0].id as string), (await told())[0]!.length]).toEqual([['LOG_REMINDER'], 2]);

  const digests = async () => {
    const { rows: sent } = await composed.database.pool.query(
      `SELECT data->>'date' || ' ' || (data->>'late') AS said FROM email_deliveries
       WHERE user_id = $1 AND template = 'LOG_DIGEST' ORDER BY created_at, id`,
      [ownerId],
    );
    return sent.map(({ said }: { said: string }) => said);
  };
  const lookIn = async (timeZone: string, hours: number) => {
    await query('UPDATE course_settings SET time_zone = $2 WHERE organization_id = $1', timeZone);
    await look(at(hours));
    return digests();
  };
  expect(await lookIn('UTC', 20)).toEqual(['2027-02-08 0']);
  expect(await lookIn('Pacific/Kiritimati', 32)).toHaveLength(1);
  expect(await lookIn('UTC', 33)).toHaveLength(1);
  expect(await lookIn('UTC', 44)).toEqual(['2027-02-08 0', '2027-02-09 0']);
  // Nobody looked for two days: what came meanwhile is told nevertheless.
  await query(
    'UPDATE log_expectations SET submitted_at = $2 WHERE organization_id = $1 AND week_number = 1',
    at(46).toString(),
  );
  expect(await lookIn('UTC', 92)).toEqual(['2027-02-08 0', '2027-02-09 0', '2027-02-11 1']);
});

it('nobody is reminded of what is submitted or waived, in whatever order it happens', async () => {
  const week = fc.integer({ min: 1, max: 4 });
  const happening = fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('look' as const), week: fc.constant(0) }) },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constantFrom('submit' as const, 'race' as const, 'waive' as const, 'expect' as const),
        week,
      }),
    },
  );
  let most = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(happening, fc.integer({ min: 1, max: 60 })), { minLength: 6, maxLength: 14 }),
      async (story) => {
        const { organizationId, offeringId, teacherId, ownerId } = await taught([160, 40]);
        await begin(offeringId);
        const actorOf = (userId: string) => ({ userId, role: 'user' as const, sessionId: newId() });
        const logs = composed.app.get(LogsService, { strict: false });
        const expectations = composed.app.get(ExpectationsService, { strict: false });
        const { rows } = await composed.database.pool.query<{ id: string }>(
          'SELECT id FROM log_expectations WHERE allocation_id = $1 ORDER BY week_number',
          [offeringId],
        );
        const [submitted, waived, told] = [new Set<number>(), new Set<number>(), new Set<string>()];
        const waiting = new Set<string>();
        const settle = (of: number) =>
          [...waiting].filter((one) => one.startsWith(`${of} `)).map((one) => waiting.delete(one));
        const submit = (of: number) =>
          logs.create(actorOf(teacherId), { allocationId: offeringId, weekNumber: of, attendance: [] });
        let now = FIRST_DUE.subtract({ hours: 170 });
        for (const [{ kind, week: of }, hours] of story) {
          now = now.add({ hours });
          if (kind === 'look' || kind === 'race') {
            const isRace = kind === 'race' && !submitted.has(of);
            await Promise.all([look(now), ...(isRace ? [submit(of)] : [])]);
            for (const one of [1, 2, 3, 4]) {
              const left = now.until(dueOf(one)).total('hours');
              const rule = left <= 0 || left > 160 ? null : left <= 40 ? 40 : 160;
              const isOpen = !submitted.has(one) && !waived.has(one);
              if (rule === null || !isOpen || told.has(`${one} ${rule}`) || (isRace && one === of)) continue;
              told.add(`${one} ${rule}`);
              waiting.add(`${one} ${rule}`);
            }
            if (isRace) {
              submitted.add(of);
              settle(of);
            }
          } else if (kind === 'submit' && !submitted.has(of)) {
            await submit(of);
            submitted.add(of);
            settle(of);
          } else if (kind === 'waive') {
            await expectations.waive(actorOf(ownerId), rows[of - 1]!.id, { reason: 'Snow' });
            waived.add(of);
            settle(of);
          } else if (kind === 'expect') {
            await expectations.expectAgain(actorOf(ownerId), rows[of - 1]!.id);
            waived.delete(of);
          }
          const queued = await composed.database.pool.query<{ said: string }>(
            `SELECT (data->>'weekNumber') || ' ' || split_part(cause, ':', 6) AS said
             FROM email_deliveries WHERE user_id = $1 AND template = 'LOG_REMINDER'`,
            [teacherId],
          );
          expect(queued.rows.map(({ said }) => said).sort()).toEqual([...waiting].sort());
        }
        most = Math.max(most, told.size);
        await composed.database.pool.query('DELETE FROM organizations WHERE id = $1', [organizationId]);
      },
    ),
    { numRuns: 10 },
  );
  expect(most).toBeGreaterThan(0);
});
