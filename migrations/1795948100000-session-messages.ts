import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SessionMessages1795948100000 implements MigrationInterface {
  readonly name = 'SessionMessages1795948100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "session_messages" ("id" uuid NOT NULL DEFAULT uuidv7(), "session_id" uuid NOT NULL, "author_id" uuid NOT NULL, "content" character varying(2000) NOT NULL, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "session_messages_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "session_messages_created" ON "session_messages" ("session_id", "created_at", "id")`,
    );
    await runner.query(`CREATE INDEX "session_messages_author" ON "session_messages" ("author_id")`);
    await runner.query(
      `ALTER TABLE "session_messages" ADD CONSTRAINT "session_messages_session_fkey" FOREIGN KEY ("session_id") REFERENCES "sessions"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "session_messages" ADD CONSTRAINT "session_messages_author_fkey" FOREIGN KEY ("author_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "session_messages"`);
  }
}
