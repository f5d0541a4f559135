import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How long the log of a room's document is, counted with each row. */
export class SessionLogBytes1795981000000 implements MigrationInterface {
  readonly name = 'SessionLogBytes1795981000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "session_documents" ADD "log_bytes" bigint NOT NULL DEFAULT '0'`);
    await runner.query(
      `UPDATE session_documents d SET log_bytes = log.bytes
       FROM (SELECT session_id, sum(octet_length(content)) AS bytes FROM session_updates GROUP BY session_id) log
       WHERE log.session_id = d.session_id`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "session_documents" DROP COLUMN "log_bytes"`);
  }
}
