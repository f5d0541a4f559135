import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A series has one room for all of its bookings, and its guests one link for all of their times. */
export class RoomsOfSeries1795982100000 implements MigrationInterface {
  readonly name = 'RoomsOfSeries1795982100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "booking_series" ADD "session_id" uuid`);
    await runner.query(
      `ALTER TABLE "booking_series" ADD CONSTRAINT "booking_series_session_fkey"
         FOREIGN KEY ("session_id") REFERENCES "sessions"("id") ON DELETE SET NULL`,
    );
    await runner.query(
      `CREATE INDEX "booking_series_session" ON "booking_series" ("session_id") WHERE session_id IS NOT NULL`,
    );
    await runner.query(`ALTER TABLE "session_guests" ADD "occasions" jsonb`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "session_guests" DROP COLUMN "occasions"`);
    await runner.query(`DROP INDEX "booking_series_session"`);
    await runner.query(`ALTER TABLE "booking_series" DROP COLUMN "session_id"`);
  }
}
