import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Links are counted by the address that they were sent to; the table holds those of two weeks at most. */
export class LinksByAddress1795740511739 implements MigrationInterface {
  readonly name = 'LinksByAddress1795740511739';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX "one_time_tokens_email" ON "one_time_tokens" ("email", "purpose")`);
    await runner.query(`DROP INDEX "public"."one_time_tokens_revert"`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX "one_time_tokens_revert" ON "one_time_tokens" ("email") WHERE purpose = 'revert_email'`,
    );
    await runner.query(`DROP INDEX "public"."one_time_tokens_email"`);
  }
}
