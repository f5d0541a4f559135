import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CourseSettings1795963100000 implements MigrationInterface {
  readonly name = 'CourseSettings1795963100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "course_settings" ("organization_id" uuid NOT NULL, "time_zone" character varying(64) NOT NULL, "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "course_settings_pkey" PRIMARY KEY ("organization_id"))`,
    );
    await runner.query(
      `ALTER TABLE "course_settings" ADD CONSTRAINT "course_settings_organization_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `INSERT INTO course_settings (organization_id, time_zone) SELECT organization_id, time_zone FROM course_deadline_rules`,
    );
    await runner.query(
      `INSERT INTO course_settings (organization_id, time_zone) SELECT organization_id, time_zone FROM reflection_settings ON CONFLICT DO NOTHING`,
    );
    for (const table of ['course_deadline_rules', 'reflection_settings'])
      await runner.query(`ALTER TABLE "${table}" DROP COLUMN "time_zone"`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['course_deadline_rules', 'reflection_settings']) {
      await runner.query(`ALTER TABLE "${table}" ADD COLUMN "time_zone" character varying(64)`);
      await runner.query(
        `UPDATE ${table} t SET time_zone = coalesce((SELECT s.time_zone FROM course_settings s WHERE s.organization_id = t.organization_id), 'UTC')`,
      );
      await runner.query(`ALTER TABLE "${table}" ALTER COLUMN "time_zone" SET NOT NULL`);
    }
    await runner.query(`ALTER TABLE "course_settings" DROP CONSTRAINT "course_settings_organization_fkey"`);
    await runner.query(`DROP TABLE "course_settings"`);
  }
}
