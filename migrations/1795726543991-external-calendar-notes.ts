import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ExternalCalendarNotes1795726543991 implements MigrationInterface {
  readonly name = 'ExternalCalendarNotes1795726543991';

  /** What was read before is read again in whole at the next look, because nothing says what it was read with. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "external_calendars" ADD COLUMN "skipped_count" integer');
    await runner.query(`ALTER TABLE "external_calendars" ADD COLUMN "notes" jsonb NOT NULL DEFAULT '[]'`);
    await runner.query('ALTER TABLE "external_calendars" ADD COLUMN "read_with" character(64)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE "external_calendars" DROP COLUMN "read_with", DROP COLUMN "notes", DROP COLUMN "skipped_count"',
    );
  }
}
