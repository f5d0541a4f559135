import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ExternalIds1795966000000 implements MigrationInterface {
  readonly name = 'ExternalIds1795966000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "academic_sessions" ADD "external_id" character varying(200)`);
    await runner.query(
      `ALTER TABLE "academic_sessions" ADD CONSTRAINT "academic_sessions_external_key" UNIQUE ("organization_id", "external_id")`,
    );
    await runner.query(`ALTER TABLE "course_modules" ADD "external_id" character varying(200)`);
    await runner.query(
      `ALTER TABLE "course_modules" ADD CONSTRAINT "course_modules_external_key" UNIQUE ("organization_id", "external_id")`,
    );
    await runner.query(`ALTER TABLE "course_cohorts" ADD "external_id" character varying(200)`);
    await runner.query(
      `ALTER TABLE "course_cohorts" ADD CONSTRAINT "course_cohorts_external_key" UNIQUE ("organization_id", "external_id")`,
    );
    await runner.query(`ALTER TABLE "course_classes" ADD "external_id" character varying(200)`);
    await runner.query(
      `ALTER TABLE "course_classes" ADD CONSTRAINT "course_classes_external_key" UNIQUE ("organization_id", "external_id")`,
    );
    await runner.query(`ALTER TABLE "course_offerings" ADD "external_id" character varying(200)`);
    await runner.query(
      `ALTER TABLE "course_offerings" ADD CONSTRAINT "course_offerings_external_key" UNIQUE ("organization_id", "external_id")`,
    );
    await runner.query(`ALTER TABLE "course_facilitators" ADD "external_id" character varying(200)`);
    await runner.query(
      `ALTER TABLE "course_facilitators" ADD CONSTRAINT "course_facilitators_external_key" UNIQUE ("organization_id", "external_id")`,
    );
    await runner.query(`ALTER TABLE "course_students" ADD "external_id" character varying(200)`);
    await runner.query(
      `ALTER TABLE "course_students" ADD CONSTRAINT "course_students_external_key" UNIQUE ("organization_id", "external_id")`,
    );
    await runner.query(`ALTER TABLE "course_enrolments" ADD "external_id" character varying(200)`);
    await runner.query(
      `ALTER TABLE "course_enrolments" ADD CONSTRAINT "course_enrolments_external_key" UNIQUE ("offering_id", "external_id")`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "course_enrolments" DROP CONSTRAINT "course_enrolments_external_key"`);
    await runner.query(`ALTER TABLE "course_enrolments" DROP COLUMN "external_id"`);
    await runner.query(`ALTER TABLE "course_students" DROP CONSTRAINT "course_students_external_key"`);
    await runner.query(`ALTER TABLE "course_students" DROP COLUMN "external_id"`);
    await runner.query(`ALTER TABLE "course_facilitators" DROP CONSTRAINT "course_facilitators_external_key"`);
    await runner.query(`ALTER TABLE "course_facilitators" DROP COLUMN "external_id"`);
    await runner.query(`ALTER TABLE "course_offerings" DROP CONSTRAINT "course_offerings_external_key"`);
    await runner.query(`ALTER TABLE "course_offerings" DROP COLUMN "external_id"`);
    await runner.query(`ALTER TABLE "course_classes" DROP CONSTRAINT "course_classes_external_key"`);
    await runner.query(`ALTER TABLE "course_classes" DROP COLUMN "external_id"`);
    await runner.query(`ALTER TABLE "course_cohorts" DROP CONSTRAINT "course_cohorts_external_key"`);
    await runner.query(`ALTER TABLE "course_cohorts" DROP COLUMN "external_id"`);
    await runner.query(`ALTER TABLE "course_modules" DROP CONSTRAINT "course_modules_external_key"`);
    await runner.query(`ALTER TABLE "course_modules" DROP COLUMN "external_id"`);
    await runner.query(`ALTER TABLE "academic_sessions" DROP CONSTRAINT "academic_sessions_external_key"`);
    await runner.query(`ALTER TABLE "academic_sessions" DROP COLUMN "external_id"`);
  }
}
