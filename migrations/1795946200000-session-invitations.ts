import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SessionInvitations1795946200000 implements MigrationInterface {
  readonly name = 'SessionInvitations1795946200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "session_invitations" ("id" uuid NOT NULL DEFAULT uuidv7(), "session_id" uuid NOT NULL, "created_by" uuid NOT NULL, "role" character varying(20) NOT NULL, "token_hash" character(64) NOT NULL, "expires_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "session_invitations_token_key" UNIQUE ("token_hash"), CONSTRAINT "session_invitations_role_check" CHECK (role IN ('viewer', 'editor', 'admin')), CONSTRAINT "session_invitations_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "session_invitations_created" ON "session_invitations" ("session_id", "created_at", "id")`,
    );
    await runner.query(`CREATE INDEX "session_invitations_creator" ON "session_invitations" ("created_by")`);
    await runner.query(`CREATE INDEX "session_invitations_expires" ON "session_invitations" ("expires_at")`);
    await runner.query(
      `ALTER TABLE "session_invitations" ADD CONSTRAINT "session_invitations_session_fkey" FOREIGN KEY ("session_id") REFERENCES "sessions"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "session_invitations" ADD CONSTRAINT "session_invitations_creator_fkey" FOREIGN KEY ("created_by") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "session_invitations"`);
  }
}
