import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SessionRemovals1795954000000 implements MigrationInterface {
  readonly name = 'SessionRemovals1795954000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "session_collaborators" ADD "exit" character varying(10)`);
    await runner.query(`ALTER TABLE "session_collaborators" ADD "links_from" TIMESTAMP(3) WITH TIME ZONE`);
    await runner.query(
      `ALTER TABLE "session_collaborators" ADD CONSTRAINT "session_collaborators_exit_check" CHECK (exit IS NULL OR exit IN ('gone', 'barred') AND NOT is_active)`,
    );
  }

  /** Who is out for good was forgotten before. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM "session_collaborators" WHERE "exit" IS NOT NULL`);
    await runner.query(`ALTER TABLE "session_collaborators" DROP CONSTRAINT "session_collaborators_exit_check"`);
    await runner.query(`ALTER TABLE "session_collaborators" DROP COLUMN "links_from"`);
    await runner.query(`ALTER TABLE "session_collaborators" DROP COLUMN "exit"`);
  }
}
