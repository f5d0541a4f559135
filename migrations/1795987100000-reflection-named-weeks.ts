import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ReflectionNamedWeeks1795987100000 implements MigrationInterface {
  readonly name = 'ReflectionNamedWeeks1795987100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "reflection_named_weeks" ("offering_id" uuid NOT NULL, "week_number" integer NOT NULL, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "reflection_named_weeks_week_check" CHECK (week_number BETWEEN 0 AND 60), CONSTRAINT "reflection_named_weeks_pkey" PRIMARY KEY ("offering_id", "week_number"))`,
    );
    await runner.query(
      `ALTER TABLE "reflection_named_weeks" ADD CONSTRAINT "reflection_named_weeks_offering_fkey" FOREIGN KEY ("offering_id") REFERENCES "course_offerings"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "reflection_named_weeks" DROP CONSTRAINT "reflection_named_weeks_offering_fkey"`);
    await runner.query(`DROP TABLE "reflection_named_weeks"`);
  }
}
