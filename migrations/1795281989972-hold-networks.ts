import type { MigrationInterface, QueryRunner } from 'typeorm';

export class HoldNetworks1795281989972 implements MigrationInterface {
  readonly name = 'HoldNetworks1795281989972';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "holds" ADD "guest_network" character(64)`);
    await runner.query(
      `CREATE INDEX "holds_guest_network" ON "holds"  ("event_type_id", "guest_network") WHERE guest_network IS NOT NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "holds" DROP COLUMN "guest_network"`);
  }
}
