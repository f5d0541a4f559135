import type { MigrationInterface, QueryRunner } from 'typeorm';

export class DeadLetterOrder1795242093691 implements MigrationInterface {
  readonly name = 'DeadLetterOrder1795242093691';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX "dead_letters_failed" ON "dead_letters"  ("failed_at", "id") `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "public"."dead_letters_failed"`);
  }
}
