import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Users1795241394877 implements MigrationInterface {
  readonly name = 'Users1795241394877';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "users" ("id" uuid NOT NULL DEFAULT uuidv7(), "email" citext NOT NULL, "name" character varying(100) NOT NULL, "role" character varying(20) NOT NULL DEFAULT 'user', "is_active" boolean NOT NULL DEFAULT true, "email_verified_at" TIMESTAMP(3) WITH TIME ZONE, "time_zone" character varying(64) NOT NULL DEFAULT 'UTC', "token_version" integer NOT NULL DEFAULT '0', "last_login_at" TIMESTAMP(3) WITH TIME ZONE, "erased_at" TIMESTAMP(3) WITH TIME ZONE, "version" integer NOT NULL DEFAULT '1', "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "users_email_key" UNIQUE ("email"), CONSTRAINT "users_role_check" CHECK (role IN ('user', 'moderator', 'admin')), CONSTRAINT "users_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "users_active_admins" ON "users"  ("id") WHERE role = 'admin' AND is_active`);
    await runner.query(`CREATE INDEX "users_name" ON "users"  ("name", "id") `);
    await runner.query(`CREATE INDEX "users_created" ON "users"  ("created_at", "id") `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "public"."users_created"`);
    await runner.query(`DROP INDEX "public"."users_name"`);
    await runner.query(`DROP INDEX "public"."users_active_admins"`);
    await runner.query(`DROP TABLE "users"`);
  }
}
