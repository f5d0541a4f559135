import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Imports whose time is over go in batches, and the room that rows take is kept with their import. */
export class RosterRetention1795999700000 implements MigrationInterface {
  readonly name = 'RosterRetention1795999700000';

  async up(runner: QueryRunner): Promise<void> {
    // Before the lock on imports, because all rows are read.
    await runner.query(
      `CREATE TEMPORARY TABLE measured_imports ON COMMIT DROP AS
       SELECT import_id, sum(pg_column_size(roster_rows.*)) AS bytes FROM roster_rows GROUP BY import_id`,
    );
    await runner.query(
      `ALTER TABLE "roster_imports" ADD "is_expired" boolean NOT NULL DEFAULT false, ADD "row_bytes" bigint NOT NULL DEFAULT 0`,
    );
    await runner.query(
      `UPDATE roster_imports i SET row_bytes = r.bytes FROM measured_imports r WHERE r.import_id = i.id`,
    );
    await runner.query(`DROP INDEX "roster_imports_age"`);
    await runner.query(`CREATE INDEX "roster_sources_import" ON "roster_sources" ("import_id")`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "roster_sources_import"`);
    await runner.query(`CREATE INDEX "roster_imports_age" ON "roster_imports" ("updated_at")`);
    await runner.query(`ALTER TABLE "roster_imports" DROP COLUMN "row_bytes", DROP COLUMN "is_expired"`);
  }
}
