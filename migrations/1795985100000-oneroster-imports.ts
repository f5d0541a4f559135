import type { MigrationInterface, QueryRunner } from 'typeorm';

export class OneRosterImports1795985100000 implements MigrationInterface {
  readonly name = 'OneRosterImports1795985100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE "roster_imports" ADD "format" character varying(20) NOT NULL DEFAULT 'csv', ADD "default_intake" character varying(100), ADD "default_cohort" character varying(100), ADD "default_mode" character varying(100), ADD CONSTRAINT "roster_imports_format_check" CHECK (format IN ('csv', 'oneroster'))`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE "roster_imports" DROP CONSTRAINT "roster_imports_format_check", DROP COLUMN "default_mode", DROP COLUMN "default_cohort", DROP COLUMN "default_intake", DROP COLUMN "format"`,
    );
  }
}
