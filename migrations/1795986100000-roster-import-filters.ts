import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Imports are found by what is in their files, and by how far they are. */
export class RosterImportFilters1795986100000 implements MigrationInterface {
  readonly name = 'RosterImportFilters1795986100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX "roster_imports_kinds" ON "roster_imports" ("organization_id", "kind", "created_at", "id")`,
    );
    await runner.query(
      `CREATE INDEX "roster_imports_states" ON "roster_imports" ("organization_id", "state", "created_at", "id")`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "roster_imports_states"`);
    await runner.query(`DROP INDEX "roster_imports_kinds"`);
  }
}
