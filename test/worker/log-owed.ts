import { Calendar, World } from './course-stories.js';
import type { ComposedApp } from '../support/composed-app.js';
import { DAY } from '../../src/kernel/clock.js';

export const dayAfter = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);

/**
 * An offering that began two weeks ago, with a student and a teacher who owes the logs of its first two weeks, and of no other, in
 * some hours (or owed them, before now).
 */
export async function owed(composed: ComposedApp, hours = 2): Promise<World> {
  const [world, calendar] = [await World.make(composed, 1), new Calendar()];
  const days = { start: dayAfter(-14), end: null };
  await world.take({ kind: 'dates', days: { start: dayAfter(-14), end: dayAfter(60) }, isActive: 1 }, calendar);
  await world.take({ kind: 'enrol', days }, calendar);
  await world.take({ kind: 'assign', days, teacher: 0, isSubstitute: false }, calendar);
  const rule = { weekday: 7, weeksAfter: 0, time: '23:59', timeZone: 'UTC', graceHours: 1 } as const;
  await world.take({ kind: 'rule', ...rule }, calendar);
  await world.plan(new Date(Date.now() - 20 * DAY).toISOString());
  const { pool } = composed.database;
  await pool.query(`UPDATE course_deadline_rules SET reminder_hours = '{24}' WHERE organization_id = $1`, [
    world.organizationId,
  ]);
  await pool.query('DELETE FROM log_expectations WHERE organization_id = $1 AND week_number > 2', [
    world.organizationId,
  ]);
  await pool.query(
    `UPDATE log_expectations SET due_at = now() + $2 * interval '1 hour', late_at = now() + ($2 + 1) * interval '1 hour'
     WHERE organization_id = $1`,
    [world.organizationId, hours],
  );
  return world;
}
