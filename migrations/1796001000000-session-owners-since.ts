import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SessionOwnersSince1796001000000 implements MigrationInterface {
  readonly name = 'SessionOwnersSince1796001000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "sessions" ADD "owned_since" TIMESTAMP(3) WITH TIME ZONE`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "sessions" DROP COLUMN "owned_since"`);
  }
}
