import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RecipientsApart1795739400000 implements MigrationInterface {
  readonly name = 'RecipientsApart1795739400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "booking_recipients" ADD "is_apart" boolean NOT NULL DEFAULT false`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "booking_recipients" DROP COLUMN "is_apart"`);
  }
}
