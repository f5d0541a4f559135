import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AccessChanges1795788605815 implements MigrationInterface {
  readonly name = 'AccessChanges1795788605815';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "access_changes" ("id" uuid NOT NULL DEFAULT uuidv7(), "user_id" uuid NOT NULL, "session_id" uuid, "changed_in" bigint NOT NULL, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "access_changes_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query('CREATE INDEX "access_changes_changed_in" ON "access_changes" ("changed_in")');
    await runner.query('CREATE INDEX "access_changes_created" ON "access_changes" ("created_at")');
    await this.noteSessions(runner);
    await this.notePeople(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER "users_access_change" ON "users"');
    await runner.query('DROP TRIGGER "login_sessions_end" ON "login_sessions"');
    await runner.query('DROP TRIGGER "login_sessions_removal" ON "login_sessions"');
    await runner.query('DROP FUNCTION "note_person_change"');
    await runner.query('DROP FUNCTION "note_session_change"');
    await runner.query('DROP TABLE "access_changes"');
  }

  /** Whatever ends it, or takes it away before it was over. */
  private async noteSessions(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE FUNCTION "note_session_change"() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         INSERT INTO access_changes (user_id, session_id, changed_in)
         VALUES (OLD.user_id, OLD.id, pg_current_xact_id()::text::bigint);
         RETURN NULL;
       END $$`,
    );
    await runner.query(
      `CREATE TRIGGER "login_sessions_end" AFTER UPDATE ON "login_sessions" FOR EACH ROW
       WHEN (OLD.ended_at IS NULL AND (NEW.ended_at IS NOT NULL OR NEW.expires_at < OLD.expires_at
             OR NEW.token_version <> OLD.token_version OR NEW.user_id <> OLD.user_id))
       EXECUTE FUNCTION note_session_change()`,
    );
    await runner.query(
      `CREATE TRIGGER "login_sessions_removal" AFTER DELETE ON "login_sessions" FOR EACH ROW
       WHEN (OLD.ended_at IS NULL AND OLD.expires_at > now()) EXECUTE FUNCTION note_session_change()`,
    );
  }

  private async notePeople(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE FUNCTION "note_person_change"() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         INSERT INTO access_changes (user_id, changed_in) VALUES (OLD.id, pg_current_xact_id()::text::bigint);
         RETURN NULL;
       END $$`,
    );
    await runner.query(
      `CREATE TRIGGER "users_access_change" AFTER UPDATE ON "users" FOR EACH ROW
       WHEN (OLD.role <> NEW.role OR OLD.is_active <> NEW.is_active OR OLD.token_version <> NEW.token_version)
       EXECUTE FUNCTION note_person_change()`,
    );
  }
}
