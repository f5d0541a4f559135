import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An organization has one dry run of a roster under way at a time. */
export class OneDryRun1796000100002 implements MigrationInterface {
  readonly name = 'OneDryRun1796000100002';

  async up(runner: QueryRunner): Promise<void> {
    // The latest stays, unless a worker is at an earlier one: it holds the row, perhaps for minutes, and is not waited for.
    for (const other of ['o.id > i.id', 'o.id <> i.id'])
      await runner.query(
        `UPDATE roster_imports SET state = 'failed', fault = '{"reason": "internal", "line": null, "column": null}'
         WHERE id IN (
           SELECT i.id FROM roster_imports i
           WHERE i.state = 'checking' AND EXISTS (
             SELECT FROM roster_imports o
             WHERE o.organization_id = i.organization_id AND o.state = 'checking' AND ${other})
           FOR NO KEY UPDATE SKIP LOCKED)`,
      );
    await runner.query(
      `CREATE UNIQUE INDEX "roster_imports_checking" ON "roster_imports" ("organization_id") WHERE state = 'checking'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "roster_imports_checking"`);
  }
}
