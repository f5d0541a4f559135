import type { MigrationInterface, QueryRunner } from 'typeorm';

export class InteractiveRuns1795954700000 implements MigrationInterface {
  readonly name = 'InteractiveRuns1795954700000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "executions" ADD "is_interactive" boolean NOT NULL DEFAULT false`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "executions" DROP COLUMN "is_interactive"`);
  }
}
