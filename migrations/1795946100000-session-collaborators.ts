import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SessionCollaborators1795946100000 implements MigrationInterface {
  readonly name = 'SessionCollaborators1795946100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "sessions" ADD "collaborator_count" integer NOT NULL DEFAULT '0'`);
    await runner.query(
      `ALTER TABLE "sessions" ADD CONSTRAINT "sessions_capacity_check" CHECK (collaborator_count BETWEEN 0 AND max_collaborators)`,
    );
    await runner.query(
      `CREATE TABLE "session_collaborators" ("id" uuid NOT NULL DEFAULT uuidv7(), "session_id" uuid NOT NULL, "user_id" uuid NOT NULL, "role" character varying(20) NOT NULL, "is_active" boolean NOT NULL DEFAULT true, "joined_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "session_collaborators_user_key" UNIQUE ("session_id", "user_id"), CONSTRAINT "session_collaborators_role_check" CHECK (role IN ('viewer', 'editor', 'admin')), CONSTRAINT "session_collaborators_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "session_collaborators_joined" ON "session_collaborators" ("session_id", "joined_at", "id")`,
    );
    await runner.query(
      `CREATE INDEX "session_collaborators_user" ON "session_collaborators" ("user_id", "session_id")`,
    );
    await runner.query(
      `ALTER TABLE "session_collaborators" ADD CONSTRAINT "session_collaborators_session_fkey" FOREIGN KEY ("session_id") REFERENCES "sessions"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "session_collaborators" ADD CONSTRAINT "session_collaborators_user_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "session_collaborators"`);
    await runner.query(`ALTER TABLE "sessions" DROP CONSTRAINT "sessions_capacity_check"`);
    await runner.query(`ALTER TABLE "sessions" DROP COLUMN "collaborator_count"`);
  }
}
