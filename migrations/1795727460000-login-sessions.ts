import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Refresh tokens are numbers of their session from now on; who was signed in signs in again. */
export class LoginSessions1795727460000 implements MigrationInterface {
  readonly name = 'LoginSessions1795727460000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "login_sessions" ADD "network" character varying(45)`);
    await runner.query(`ALTER TABLE "login_sessions" ADD "refresh_number" integer NOT NULL DEFAULT '0'`);
    await runner.query(`ALTER TABLE "login_sessions" ADD "refreshed_at" TIMESTAMP(3) WITH TIME ZONE`);
    await runner.query(`UPDATE "login_sessions" SET "network" = "address" WHERE "address" NOT LIKE '%:%'`);
    await runner.query(
      `UPDATE "login_sessions" SET "ended_at" = now(), "end_reason" = 'revoked' WHERE "ended_at" IS NULL AND "expires_at" > now()`,
    );
    await runner.query(`DROP TABLE "refresh_tokens"`);
    await runner.query(`ALTER TABLE "sign_in_throttles" ALTER COLUMN "attempts" TYPE double precision`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "sign_in_throttles" ALTER COLUMN "attempts" TYPE integer`);
    await runner.query(
      `CREATE TABLE "refresh_tokens" ("hash" character(64) NOT NULL, "session_id" uuid NOT NULL, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), "replaced_at" TIMESTAMP(3) WITH TIME ZONE, "replaced_by" character(64), CONSTRAINT "refresh_tokens_pkey" PRIMARY KEY ("hash"))`,
    );
    await runner.query(`CREATE INDEX "refresh_tokens_session" ON "refresh_tokens"  ("session_id") `);
    await runner.query(
      `ALTER TABLE "refresh_tokens" ADD CONSTRAINT "refresh_tokens_session_fkey" FOREIGN KEY ("session_id") REFERENCES "login_sessions"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `UPDATE "login_sessions" SET "ended_at" = now(), "end_reason" = 'revoked' WHERE "ended_at" IS NULL`,
    );
    await runner.query(`ALTER TABLE "login_sessions" DROP COLUMN "refreshed_at"`);
    await runner.query(`ALTER TABLE "login_sessions" DROP COLUMN "refresh_number"`);
    await runner.query(`ALTER TABLE "login_sessions" DROP COLUMN "network"`);
  }
}
