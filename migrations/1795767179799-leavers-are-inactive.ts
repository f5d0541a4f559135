import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An account that is being erased stays closed, whoever writes to it meanwhile. */
export class LeaversAreInactive1795767179799 implements MigrationInterface {
  readonly name = 'LeaversAreInactive1795767179799';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `UPDATE "users" SET "is_active" = false, "version" = "version" + 1
       WHERE "erasure_requested_at" IS NOT NULL AND "is_active"`,
    );
    await runner.query(
      `ALTER TABLE "users" ADD CONSTRAINT "users_leaver_check"
       CHECK ("erasure_requested_at" IS NULL OR NOT "is_active")`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "users" DROP CONSTRAINT "users_leaver_check"');
  }
}
