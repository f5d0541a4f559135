import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many may have written an answer without a name when it was submitted: later changes of enrolments hide nobody. */
export class ReflectionCrowds1796000900001 implements MigrationInterface {
  readonly name = 'ReflectionCrowds1796000900001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "reflections" ADD "crowd" integer');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "reflections" DROP COLUMN "crowd"');
  }
}
