import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Reflections1795956000000 implements MigrationInterface {
  readonly name = 'Reflections1795956000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "reflections" ("id" uuid NOT NULL DEFAULT uuidv4(), "offering_id" uuid NOT NULL, "student_id" uuid NOT NULL, "week_number" integer NOT NULL, "question1" character varying(4000) NOT NULL, "question2" character varying(4000) NOT NULL, "question3" character varying(4000) NOT NULL, "language" character varying(2) NOT NULL, "is_anonymous" boolean NOT NULL, "submitted_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "version" integer NOT NULL DEFAULT '1', "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "reflections_key" UNIQUE ("offering_id", "student_id", "week_number"), CONSTRAINT "reflections_language_check" CHECK (language IN ('en', 'fr')), CONSTRAINT "reflections_week_check" CHECK (week_number BETWEEN 0 AND 60), CONSTRAINT "reflections_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "reflections_student" ON "reflections" ("student_id", "created_at", "id")`);
    await runner.query(`CREATE INDEX "reflections_listed" ON "reflections" ("offering_id", "week_number", "id")`);
    await runner.query(
      `CREATE TABLE "reflection_settings" ("organization_id" uuid NOT NULL, "period" character varying(10) NOT NULL, "anonymity" character varying(10) NOT NULL, "open_days" integer NOT NULL, "time_zone" character varying(64) NOT NULL, "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "reflection_settings_days_check" CHECK (open_days BETWEEN 0 AND 60), CONSTRAINT "reflection_settings_anonymity_check" CHECK (anonymity IN ('never', 'optional', 'always')), CONSTRAINT "reflection_settings_period_check" CHECK (period IN ('week', 'offering')), CONSTRAINT "reflection_settings_pkey" PRIMARY KEY ("organization_id"))`,
    );
    await runner.query(
      `ALTER TABLE "reflections" ADD CONSTRAINT "reflections_offering_fkey" FOREIGN KEY ("offering_id") REFERENCES "course_offerings"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "reflections" ADD CONSTRAINT "reflections_student_fkey" FOREIGN KEY ("student_id") REFERENCES "course_students"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "reflection_settings" ADD CONSTRAINT "reflection_settings_organization_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "reflection_settings" DROP CONSTRAINT "reflection_settings_organization_fkey"`);
    await runner.query(`ALTER TABLE "reflections" DROP CONSTRAINT "reflections_student_fkey"`);
    await runner.query(`ALTER TABLE "reflections" DROP CONSTRAINT "reflections_offering_fkey"`);
    await runner.query(`DROP TABLE "reflection_settings"`);
    await runner.query(`DROP INDEX "public"."reflections_listed"`);
    await runner.query(`DROP INDEX "public"."reflections_student"`);
    await runner.query(`DROP TABLE "reflections"`);
  }
}
