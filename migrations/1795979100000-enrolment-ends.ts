import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An enrolment has a last day exactly when it is over; imports of rosters gave one to those that go on. */
export class EnrolmentEnds1795979100000 implements MigrationInterface {
  readonly name = 'EnrolmentEnds1795979100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `UPDATE course_enrolments
       SET end_date = CASE WHEN status <> 'active' THEN greatest(start_date, (updated_at AT TIME ZONE 'UTC')::date) END,
           version = version + 1, updated_at = now()
       WHERE (status = 'active') <> (end_date IS NULL)`,
    );
    await runner.query(
      `ALTER TABLE "course_enrolments"
         ADD CONSTRAINT "course_enrolments_end_check" CHECK ((status = 'active') = (end_date IS NULL))`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "course_enrolments" DROP CONSTRAINT "course_enrolments_end_check"`);
  }
}
