import type { MigrationInterface, QueryRunner } from 'typeorm';

export class HoldsOfOffers1795944100000 implements MigrationInterface {
  readonly name = 'HoldsOfOffers1795944100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "holds" ADD "is_offer" boolean NOT NULL DEFAULT false`);
    await runner.query(
      `UPDATE holds SET is_offer = true
       WHERE id IN (SELECT hold_id FROM waitlist_entries WHERE status = 'offered' AND hold_id IS NOT NULL)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "holds" DROP COLUMN "is_offer"`);
  }
}
