import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The rules that meetings were made by, for copies of a term, and when each was planned to begin; settings of courses and reflections
 * have versions.
 */
export class MeetingRules1795999600000 implements MigrationInterface {
  readonly name = 'MeetingRules1795999600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "course_meeting_rules" ("set_id" uuid NOT NULL, "organization_id" uuid NOT NULL, "rrule" character varying(500) NOT NULL, "starts_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "time_zone" character varying(64) NOT NULL, "duration_minutes" integer NOT NULL, "last_day" date, CONSTRAINT "course_meeting_rules_pkey" PRIMARY KEY ("set_id"))`,
    );
    await runner.query(
      `CREATE INDEX "course_meeting_rules_organization" ON "course_meeting_rules" ("organization_id")`,
    );
    await runner.query(
      `ALTER TABLE "course_meeting_rules" ADD CONSTRAINT "course_meeting_rules_organization_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(`ALTER TABLE "course_meetings" ADD "planned_start" TIMESTAMP(3) WITH TIME ZONE`);
    await runner.query(
      `UPDATE course_meetings m SET planned_start = b.starts_at FROM bookings b WHERE b.id = m.booking_id`,
    );
    await runner.query(`ALTER TABLE "course_meetings" ALTER COLUMN "planned_start" SET NOT NULL`);
    for (const table of ['course_settings', 'reflection_settings'])
      await runner.query(`ALTER TABLE "${table}" ADD "version" integer NOT NULL DEFAULT '1'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['reflection_settings', 'course_settings'])
      await runner.query(`ALTER TABLE "${table}" DROP COLUMN "version"`);
    await runner.query(`ALTER TABLE "course_meetings" DROP COLUMN "planned_start"`);
    await runner.query(`ALTER TABLE "course_meeting_rules" DROP CONSTRAINT "course_meeting_rules_organization_fkey"`);
    await runner.query(`DROP INDEX "public"."course_meeting_rules_organization"`);
    await runner.query(`DROP TABLE "course_meeting_rules"`);
  }
}
