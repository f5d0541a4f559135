import type { MigrationInterface, QueryRunner } from 'typeorm';

export class EnrolmentsEndedWithProfiles1795999300000 implements MigrationInterface {
  readonly name = 'EnrolmentsEndedWithProfiles1795999300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "course_enrolments" ADD "ended_with_profile" boolean NOT NULL DEFAULT false`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "course_enrolments" DROP COLUMN "ended_with_profile"`);
  }
}
