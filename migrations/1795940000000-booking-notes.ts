import type { MigrationInterface, QueryRunner } from 'typeorm';

export class BookingNotes1795940000000 implements MigrationInterface {
  readonly name = 'BookingNotes1795940000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "bookings" ADD "notes" character varying(2000)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "bookings" DROP COLUMN "notes"`);
  }
}
