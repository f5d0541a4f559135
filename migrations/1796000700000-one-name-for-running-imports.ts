import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Processes of the version before know one constraint of imports that are under way, and answer its violation with
 * `roster_running`: a second dry run violates the same one.
 */
export class OneNameForRunningImports1796000700000 implements MigrationInterface {
  readonly name = 'OneNameForRunningImports1796000700000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "roster_imports_running"');
    await runner.query(
      `CREATE UNIQUE INDEX "roster_imports_running" ON "roster_imports" ("organization_id", (state = 'checking'))
       WHERE state IN ('checking', 'applying', 'undoing')`,
    );
    await runner.query('DROP INDEX "roster_imports_checking"');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE UNIQUE INDEX "roster_imports_checking" ON "roster_imports" ("organization_id") WHERE state = 'checking'`,
    );
    await runner.query('DROP INDEX "roster_imports_running"');
    await runner.query(
      `CREATE UNIQUE INDEX "roster_imports_running" ON "roster_imports" ("organization_id") WHERE state IN ('applying', 'undoing')`,
    );
  }
}
