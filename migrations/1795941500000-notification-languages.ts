import type { MigrationInterface, QueryRunner } from 'typeorm';

export class NotificationLanguages1795941500000 implements MigrationInterface {
  readonly name = 'NotificationLanguages1795941500000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "notifications" ADD "language" character varying(2) NOT NULL DEFAULT 'en'`);
    await runner.query(
      `ALTER TABLE "notifications" ADD CONSTRAINT "notifications_language_check" CHECK (language IN ('en', 'fr'))`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "notifications" DROP COLUMN "language"`);
  }
}
