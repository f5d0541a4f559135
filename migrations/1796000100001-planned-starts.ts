import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Processes of the version before make meetings without saying when they were planned: that is when they are booked for. */
export class PlannedStarts1796000100001 implements MigrationInterface {
  readonly name = 'PlannedStarts1796000100001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION plan_course_meeting() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.planned_start := (SELECT starts_at FROM bookings WHERE id = NEW.booking_id);
        RETURN NEW;
      END $$`);
    await runner.query(`
      CREATE TRIGGER course_meetings_planned BEFORE INSERT ON course_meetings
      FOR EACH ROW WHEN (NEW.planned_start IS NULL) EXECUTE FUNCTION plan_course_meeting()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER course_meetings_planned ON course_meetings');
    await runner.query('DROP FUNCTION plan_course_meeting()');
  }
}
