import type { MigrationInterface, QueryRunner } from 'typeorm';

const ZONE = `coalesce((SELECT z.time_zone FROM course_settings z WHERE z.organization_id = r.organization_id), 'UTC')`;

/** What somebody was told is kept by offering, week and deadline, and when a digest was made by its moment. */
export class LogNoticesByDeadline1795978100000 implements MigrationInterface {
  readonly name = 'LogNoticesByDeadline1795978100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE "log_notices" ADD "allocation_id" uuid, ADD "week_number" integer, ADD "due_at" timestamptz(3),
         ADD "facilitator_id" uuid`,
    );
    await runner.query(
      `UPDATE log_notices n SET allocation_id = e.allocation_id, week_number = e.week_number, due_at = e.due_at,
         facilitator_id = e.facilitator_id FROM log_expectations e WHERE e.id = n.expectation_id`,
    );
    await runner.query(
      `ALTER TABLE "log_notices" DROP CONSTRAINT "log_notices_key", DROP CONSTRAINT "log_notices_expectation_fkey",
         DROP COLUMN "expectation_id", ALTER "allocation_id" SET NOT NULL, ALTER "week_number" SET NOT NULL,
         ALTER "due_at" SET NOT NULL,
         ADD CONSTRAINT "log_notices_key" UNIQUE ("allocation_id", "week_number", "rule", "due_at", "channel", "user_id"),
         ADD CONSTRAINT "log_notices_offering_fkey" FOREIGN KEY ("allocation_id") REFERENCES "course_offerings" ("id") ON DELETE CASCADE,
         ADD CONSTRAINT "log_notices_facilitator_fkey" FOREIGN KEY ("facilitator_id") REFERENCES "course_facilitators" ("id") ON DELETE SET NULL`,
    );
    await runner.query(`CREATE INDEX "log_notices_facilitator" ON "log_notices" ("facilitator_id")`);
    await runner.query(`ALTER TABLE "course_deadline_rules" ADD "digested_at" timestamptz(3)`);
    await runner.query(
      `UPDATE course_deadline_rules r SET digested_at = (r.digested_on + time '08:00') AT TIME ZONE ${ZONE}
       WHERE digested_on IS NOT NULL`,
    );
    await runner.query(`ALTER TABLE "course_deadline_rules" DROP COLUMN "digested_on"`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "course_deadline_rules" ADD "digested_on" date`);
    await runner.query(
      `UPDATE course_deadline_rules r SET digested_on = (r.digested_at AT TIME ZONE ${ZONE})::date
       WHERE digested_at IS NOT NULL`,
    );
    await runner.query(`ALTER TABLE "course_deadline_rules" DROP COLUMN "digested_at"`);
    await runner.query(`DROP INDEX "log_notices_facilitator"`);
    await runner.query(`ALTER TABLE "log_notices" ADD "expectation_id" uuid`);
    await runner.query(
      `UPDATE log_notices n SET expectation_id = e.id FROM log_expectations e
       WHERE e.allocation_id = n.allocation_id AND e.week_number = n.week_number`,
    );
    await runner.query(
      `DELETE FROM log_notices n WHERE expectation_id IS NULL OR EXISTS (
         SELECT FROM log_notices o WHERE o.expectation_id = n.expectation_id AND o.rule = n.rule AND o.channel = n.channel
           AND o.user_id = n.user_id AND o.id > n.id)`,
    );
    await runner.query(
      `ALTER TABLE "log_notices" DROP COLUMN "allocation_id", DROP COLUMN "week_number", DROP COLUMN "due_at",
         DROP COLUMN "facilitator_id", ALTER "expectation_id" SET NOT NULL,
         ADD CONSTRAINT "log_notices_key" UNIQUE ("expectation_id", "rule", "channel", "user_id"),
         ADD CONSTRAINT "log_notices_expectation_fkey" FOREIGN KEY ("expectation_id") REFERENCES "log_expectations" ("id") ON DELETE CASCADE`,
    );
  }
}
