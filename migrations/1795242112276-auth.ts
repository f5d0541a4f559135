import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Auth1795242112276 implements MigrationInterface {
  readonly name = 'Auth1795242112276';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "login_sessions" ("id" uuid NOT NULL DEFAULT uuidv7(), "user_id" uuid NOT NULL, "token_version" integer NOT NULL, "device" character varying(100) NOT NULL, "address" character varying(45) NOT NULL, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), "last_used_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), "expires_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "ended_at" TIMESTAMP(3) WITH TIME ZONE, "end_reason" character varying(30), CONSTRAINT "login_sessions_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "login_sessions_expires" ON "login_sessions"  ("expires_at") `);
    await runner.query(`CREATE INDEX "login_sessions_user" ON "login_sessions"  ("user_id", "created_at") `);
    await runner.query(
      `CREATE TABLE "one_time_tokens" ("hash" character(64) NOT NULL, "user_id" uuid NOT NULL, "purpose" character varying(20) NOT NULL, "email" citext NOT NULL, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), "expires_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "used_at" TIMESTAMP(3) WITH TIME ZONE, CONSTRAINT "one_time_tokens_purpose_check" CHECK (purpose IN ('verify_email', 'reset_password')), CONSTRAINT "one_time_tokens_pkey" PRIMARY KEY ("hash"))`,
    );
    await runner.query(`CREATE INDEX "one_time_tokens_expires" ON "one_time_tokens"  ("expires_at") `);
    await runner.query(`CREATE INDEX "one_time_tokens_user" ON "one_time_tokens"  ("user_id", "purpose") `);
    await runner.query(
      `CREATE TABLE "password_credentials" ("user_id" uuid NOT NULL, "hash" character varying(200) NOT NULL, "changed_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "password_credentials_pkey" PRIMARY KEY ("user_id"))`,
    );
    await runner.query(
      `CREATE TABLE "refresh_tokens" ("hash" character(64) NOT NULL, "session_id" uuid NOT NULL, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), "replaced_at" TIMESTAMP(3) WITH TIME ZONE, "replaced_by" character(64), CONSTRAINT "refresh_tokens_pkey" PRIMARY KEY ("hash"))`,
    );
    await runner.query(`CREATE INDEX "refresh_tokens_session" ON "refresh_tokens"  ("session_id") `);
    await runner.query(
      `CREATE TABLE "sign_in_throttles" ("key" character(64) NOT NULL, "attempts" integer NOT NULL, "attempted_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "blocked_until" TIMESTAMP(3) WITH TIME ZONE NOT NULL, CONSTRAINT "sign_in_throttles_pkey" PRIMARY KEY ("key"))`,
    );
    await runner.query(`CREATE INDEX "sign_in_throttles_attempted" ON "sign_in_throttles"  ("attempted_at") `);
    await runner.query(
      `ALTER TABLE "login_sessions" ADD CONSTRAINT "login_sessions_user_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "one_time_tokens" ADD CONSTRAINT "one_time_tokens_user_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "password_credentials" ADD CONSTRAINT "password_credentials_user_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "refresh_tokens" ADD CONSTRAINT "refresh_tokens_session_fkey" FOREIGN KEY ("session_id") REFERENCES "login_sessions"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "refresh_tokens" DROP CONSTRAINT "refresh_tokens_session_fkey"`);
    await runner.query(`ALTER TABLE "password_credentials" DROP CONSTRAINT "password_credentials_user_fkey"`);
    await runner.query(`ALTER TABLE "one_time_tokens" DROP CONSTRAINT "one_time_tokens_user_fkey"`);
    await runner.query(`ALTER TABLE "login_sessions" DROP CONSTRAINT "login_sessions_user_fkey"`);
    await runner.query(`DROP INDEX "public"."sign_in_throttles_attempted"`);
    await runner.query(`DROP TABLE "sign_in_throttles"`);
    await runner.query(`DROP INDEX "public"."refresh_tokens_session"`);
    await runner.query(`DROP TABLE "refresh_tokens"`);
    await runner.query(`DROP TABLE "password_credentials"`);
    await runner.query(`DROP INDEX "public"."one_time_tokens_user"`);
    await runner.query(`DROP INDEX "public"."one_time_tokens_expires"`);
    await runner.query(`DROP TABLE "one_time_tokens"`);
    await runner.query(`DROP INDEX "public"."login_sessions_user"`);
    await runner.query(`DROP INDEX "public"."login_sessions_expires"`);
    await runner.query(`DROP TABLE "login_sessions"`);
  }
}
