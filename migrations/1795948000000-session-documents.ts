import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SessionDocuments1795948000000 implements MigrationInterface {
  readonly name = 'SessionDocuments1795948000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "session_documents" ("session_id" uuid NOT NULL, "seq" bigint NOT NULL DEFAULT '0', "snapshot" bytea, "snapshot_seq" bigint NOT NULL DEFAULT '0', CONSTRAINT "session_documents_pkey" PRIMARY KEY ("session_id"))`,
    );
    await runner.query(
      `CREATE TABLE "session_updates" ("session_id" uuid NOT NULL, "seq" bigint NOT NULL, "content" bytea NOT NULL, "source" uuid NOT NULL, "position" bigint NOT NULL, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "session_updates_pkey" PRIMARY KEY ("session_id", "seq"))`,
    );
    await runner.query(
      `CREATE TABLE "session_clients" ("session_id" uuid NOT NULL, "client_id" bigint NOT NULL, "user_id" uuid NOT NULL, "connection_id" uuid NOT NULL, "live_until" TIMESTAMP(3) WITH TIME ZONE NOT NULL, CONSTRAINT "session_clients_pkey" PRIMARY KEY ("session_id", "client_id"))`,
    );
    await runner.query(`CREATE INDEX "session_clients_user" ON "session_clients" ("user_id")`);
    await runner.query(
      `ALTER TABLE "session_documents" ADD CONSTRAINT "session_documents_session_fkey" FOREIGN KEY ("session_id") REFERENCES "sessions"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "session_updates" ADD CONSTRAINT "session_updates_session_fkey" FOREIGN KEY ("session_id") REFERENCES "sessions"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "session_clients" ADD CONSTRAINT "session_clients_session_fkey" FOREIGN KEY ("session_id") REFERENCES "sessions"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "session_clients" ADD CONSTRAINT "session_clients_user_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "session_clients"`);
    await runner.query(`DROP TABLE "session_updates"`);
    await runner.query(`DROP TABLE "session_documents"`);
  }
}
