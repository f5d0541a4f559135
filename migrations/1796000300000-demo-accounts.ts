import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Undoing the demo goes by what the seed made instead of by addresses, which anybody may have chosen. Accounts of older
 * demos cannot be told from those, and stay.
 */
export class DemoAccounts1796000300000 implements MigrationInterface {
  readonly name = 'DemoAccounts1796000300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "users" ADD "is_demo" boolean NOT NULL DEFAULT false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "users" DROP COLUMN "is_demo"');
  }
}
