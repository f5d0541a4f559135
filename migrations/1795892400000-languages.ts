import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Languages1795892400000 implements MigrationInterface {
  readonly name = 'Languages1795892400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "users" ADD "language" character varying(2)`);
    await runner.query(`ALTER TABLE "users" ADD CONSTRAINT "users_language_check" CHECK (language IN ('en', 'fr'))`);
    await runner.query(`ALTER TABLE "booking_links" ADD "language" character varying(2)`);
    await runner.query(
      `ALTER TABLE "booking_links" ADD CONSTRAINT "booking_links_language_check" CHECK (language IN ('en', 'fr'))`,
    );
    await runner.query(`ALTER TABLE "waitlist_entries" ADD "language" character varying(2)`);
    await runner.query(
      `ALTER TABLE "waitlist_entries" ADD CONSTRAINT "waitlist_entries_language_check" CHECK (language IN ('en', 'fr'))`,
    );
    await runner.query(`ALTER TABLE "email_deliveries" ADD "language" character varying(2) NOT NULL DEFAULT 'en'`);
    await runner.query(
      `ALTER TABLE "email_deliveries" ADD CONSTRAINT "email_deliveries_language_check" CHECK (language IN ('en', 'fr'))`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "email_deliveries" DROP COLUMN "language"`);
    await runner.query(`ALTER TABLE "waitlist_entries" DROP COLUMN "language"`);
    await runner.query(`ALTER TABLE "booking_links" DROP COLUMN "language"`);
    await runner.query(`ALTER TABLE "users" DROP COLUMN "language"`);
  }
}
