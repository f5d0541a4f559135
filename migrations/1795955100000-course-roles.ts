import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CourseRoles1795955100000 implements MigrationInterface {
  readonly name = 'CourseRoles1795955100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "organization_members" ADD "is_course_manager" boolean NOT NULL DEFAULT false`);
    await runner.query(
      `ALTER TABLE "organization_invitations" ADD "course_roles" character varying(20) array NOT NULL DEFAULT '{}'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "organization_invitations" DROP COLUMN "course_roles"`);
    await runner.query(`ALTER TABLE "organization_members" DROP COLUMN "is_course_manager"`);
  }
}
