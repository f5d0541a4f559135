import type { MigrationInterface, QueryRunner } from 'typeorm';

export class EmailChanges1795727400000 implements MigrationInterface {
  readonly name = 'EmailChanges1795727400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "one_time_tokens" DROP CONSTRAINT "one_time_tokens_purpose_check"`);
    await runner.query(
      `ALTER TABLE "one_time_tokens" ADD CONSTRAINT "one_time_tokens_purpose_check" CHECK (purpose IN ('verify_email', 'reset_password', 'change_email', 'revert_email'))`,
    );
    await runner.query(
      `CREATE INDEX "one_time_tokens_revert" ON "one_time_tokens"  ("email") WHERE purpose = 'revert_email'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "public"."one_time_tokens_revert"`);
    await runner.query(`DELETE FROM "one_time_tokens" WHERE purpose IN ('change_email', 'revert_email')`);
    await runner.query(`ALTER TABLE "one_time_tokens" DROP CONSTRAINT "one_time_tokens_purpose_check"`);
    await runner.query(
      `ALTER TABLE "one_time_tokens" ADD CONSTRAINT "one_time_tokens_purpose_check" CHECK (purpose IN ('verify_email', 'reset_password'))`,
    );
  }
}
