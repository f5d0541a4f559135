import type { MigrationInterface, QueryRunner } from 'typeorm';

export class WaitlistNotes1795953000000 implements MigrationInterface {
  readonly name = 'WaitlistNotes1795953000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "waitlist_entries" ADD "notes" character varying(2000)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "waitlist_entries" DROP COLUMN "notes"`);
  }
}
