import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Row 0 of each log is what its room began with, or where it was compacted before that was kept. */
export class SessionHistory1795954400000 implements MigrationInterface {
  readonly name = 'SessionHistory1795954400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "session_updates" ADD "author_ids" uuid array NOT NULL DEFAULT '{}'`);
    await runner.query(
      `INSERT INTO "session_updates" ("session_id", "seq", "content", "source", "position", "author_ids", "created_at")
       SELECT s."id", 0, d."snapshot", uuidv7(), 0, ARRAY[s."owner_id"], s."created_at"
       FROM "session_documents" d JOIN "sessions" s ON s."id" = d."session_id" WHERE d."snapshot" IS NOT NULL`,
    );
    await runner.query(
      `CREATE TABLE "session_checkpoints" ("session_id" uuid NOT NULL, "seq" bigint NOT NULL, "content" bytea NOT NULL, CONSTRAINT "session_checkpoints_pkey" PRIMARY KEY ("session_id", "seq"))`,
    );
    await runner.query(
      `ALTER TABLE "session_checkpoints" ADD CONSTRAINT "session_checkpoints_session_fkey" FOREIGN KEY ("session_id") REFERENCES "sessions"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `CREATE TABLE "session_notes" ("session_id" uuid NOT NULL, "content" character varying(20000) NOT NULL, "updated_by" uuid NOT NULL, "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "session_notes_pkey" PRIMARY KEY ("session_id"))`,
    );
    await runner.query(`CREATE INDEX "session_notes_updater" ON "session_notes" ("updated_by")`);
    await runner.query(
      `ALTER TABLE "session_notes" ADD CONSTRAINT "session_notes_session_fkey" FOREIGN KEY ("session_id") REFERENCES "sessions"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "session_notes" ADD CONSTRAINT "session_notes_updater_fkey" FOREIGN KEY ("updated_by") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `CREATE TABLE "session_participations" ("session_id" uuid NOT NULL, "user_id" uuid NOT NULL, "edits" integer NOT NULL DEFAULT 0, "characters" integer NOT NULL DEFAULT 0, "runs" integer NOT NULL DEFAULT 0, "present_ms" double precision NOT NULL DEFAULT 0, "seen_at" TIMESTAMP(3) WITH TIME ZONE, CONSTRAINT "session_participations_pkey" PRIMARY KEY ("session_id", "user_id"))`,
    );
    await runner.query(`CREATE INDEX "session_participations_user" ON "session_participations" ("user_id")`);
    await runner.query(
      `ALTER TABLE "session_participations" ADD CONSTRAINT "session_participations_session_fkey" FOREIGN KEY ("session_id") REFERENCES "sessions"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "session_participations" ADD CONSTRAINT "session_participations_user_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "session_participations"`);
    await runner.query(`DROP TABLE "session_notes"`);
    await runner.query(`DROP TABLE "session_checkpoints"`);
    await runner.query(`DELETE FROM "session_updates" WHERE "seq" = 0`);
    await runner.query(`ALTER TABLE "session_updates" DROP COLUMN "author_ids"`);
  }
}
