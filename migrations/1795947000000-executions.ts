import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Executions1795947000000 implements MigrationInterface {
  readonly name = 'Executions1795947000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "executions" ("id" uuid NOT NULL DEFAULT uuidv7(), "user_id" uuid NOT NULL, "session_id" uuid, "organization_id" uuid, "kind" character varying(10) NOT NULL, "language" character varying(20) NOT NULL, "status" character varying(20) NOT NULL DEFAULT 'queued', "files" json NOT NULL, "stdin" json NOT NULL, "args" json NOT NULL, "limits" jsonb, "tests" json, "version" character varying(200), "driver" character varying(20), "outcome" json, "excerpt" json, "passed_tests" integer, "duration_ms" integer, "round" smallint NOT NULL DEFAULT '0', "message_id" uuid, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), "queued_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), "started_at" TIMESTAMP(3) WITH TIME ZONE, "finished_at" TIMESTAMP(3) WITH TIME ZONE, CONSTRAINT "executions_status_check" CHECK (status IN ('queued', 'running', 'ok', 'compile_error', 'runtime_error', 'time_limit', 'memory_limit', 'output_limit', 'internal_error', 'cancelled')), CONSTRAINT "executions_kind_check" CHECK (kind IN ('run', 'tests')), CONSTRAINT "executions_language_check" CHECK (language IN ('javascript', 'python', 'java', 'cpp', 'csharp', 'php', 'ruby', 'go', 'rust')), CONSTRAINT "executions_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "executions_alone" ON "executions"  ("created_at") WHERE session_id IS NULL`);
    await runner.query(
      `CREATE INDEX "executions_unfinished_organization" ON "executions"  ("organization_id") WHERE status IN ('queued', 'running')`,
    );
    await runner.query(
      `CREATE INDEX "executions_unfinished_user" ON "executions"  ("user_id") WHERE status IN ('queued', 'running')`,
    );
    await runner.query(
      `CREATE INDEX "executions_unfinished" ON "executions"  ("queued_at") WHERE status IN ('queued', 'running')`,
    );
    await runner.query(
      `CREATE INDEX "executions_session_created" ON "executions"  ("session_id", "created_at", "id") WHERE session_id IS NOT NULL`,
    );
    await runner.query(`CREATE INDEX "executions_user_created" ON "executions"  ("user_id", "created_at", "id") `);
    await runner.query(
      `ALTER TABLE "executions" ADD CONSTRAINT "executions_user_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "executions" ADD CONSTRAINT "executions_session_fkey" FOREIGN KEY ("session_id") REFERENCES "sessions"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "executions" ADD CONSTRAINT "executions_organization_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE SET NULL ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "executions" DROP CONSTRAINT "executions_organization_fkey"`);
    await runner.query(`ALTER TABLE "executions" DROP CONSTRAINT "executions_session_fkey"`);
    await runner.query(`ALTER TABLE "executions" DROP CONSTRAINT "executions_user_fkey"`);
    await runner.query(`DROP INDEX "public"."executions_user_created"`);
    await runner.query(`DROP INDEX "public"."executions_session_created"`);
    await runner.query(`DROP INDEX "public"."executions_unfinished"`);
    await runner.query(`DROP INDEX "public"."executions_unfinished_user"`);
    await runner.query(`DROP INDEX "public"."executions_unfinished_organization"`);
    await runner.query(`DROP INDEX "public"."executions_alone"`);
    await runner.query(`DROP TABLE "executions"`);
  }
}
