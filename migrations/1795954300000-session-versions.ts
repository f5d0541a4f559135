import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SessionVersions1795954300000 implements MigrationInterface {
  readonly name = 'SessionVersions1795954300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "session_versions" ("id" uuid NOT NULL DEFAULT uuidv7(), "session_id" uuid NOT NULL, "name" character varying(100), "is_automatic" boolean NOT NULL, "created_by" uuid NOT NULL, "files" json NOT NULL, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "session_versions_name_check" CHECK (is_automatic = (name IS NULL)), CONSTRAINT "session_versions_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "session_versions_created" ON "session_versions" ("session_id", "created_at", "id")`,
    );
    await runner.query(`CREATE INDEX "session_versions_creator" ON "session_versions" ("created_by")`);
    await runner.query(
      `ALTER TABLE "session_versions" ADD CONSTRAINT "session_versions_session_fkey" FOREIGN KEY ("session_id") REFERENCES "sessions"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "session_versions" ADD CONSTRAINT "session_versions_creator_fkey" FOREIGN KEY ("created_by") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "session_versions"`);
  }
}
