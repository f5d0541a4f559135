import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LogNotices1795955300000 implements MigrationInterface {
  readonly name = 'LogNotices1795955300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "log_notices" (
         "id" uuid NOT NULL DEFAULT uuidv7(),
         "expectation_id" uuid NOT NULL,
         "rule" character varying(20) NOT NULL,
         "channel" character varying(10) NOT NULL,
         "user_id" uuid NOT NULL,
         "created_at" timestamptz(3) NOT NULL DEFAULT now(),
         CONSTRAINT "log_notices_pkey" PRIMARY KEY ("id"),
         CONSTRAINT "log_notices_key" UNIQUE ("expectation_id", "rule", "channel", "user_id"),
         CONSTRAINT "log_notices_channel_check" CHECK (channel IN ('email', 'in_app')),
         CONSTRAINT "log_notices_expectation_fkey" FOREIGN KEY ("expectation_id") REFERENCES "log_expectations" ("id") ON DELETE CASCADE,
         CONSTRAINT "log_notices_user_fkey" FOREIGN KEY ("user_id") REFERENCES "users" ("id"))`,
    );
    await runner.query(`CREATE INDEX "log_notices_person" ON "log_notices" ("user_id")`);
    await runner.query(
      `CREATE INDEX "log_expectations_due" ON "log_expectations" ("due_at") WHERE submitted_at IS NULL AND waived_at IS NULL`,
    );
    await runner.query(`ALTER TABLE "course_deadline_rules" ADD "digested_on" date`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "course_deadline_rules" DROP COLUMN "digested_on"`);
    await runner.query(`DROP INDEX "log_expectations_due"`);
    await runner.query(`DROP TABLE "log_notices"`);
  }
}
