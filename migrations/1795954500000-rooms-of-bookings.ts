import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RoomsOfBookings1795954500000 implements MigrationInterface {
  readonly name = 'RoomsOfBookings1795954500000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "event_types" ADD "with_session" boolean NOT NULL DEFAULT false`);
    await runner.query(`ALTER TABLE "event_types" ADD "session_language" character varying(20)`);
    await runner.query(`ALTER TABLE "bookings" ADD "session_id" uuid`);
    await runner.query(`CREATE INDEX "bookings_session" ON "bookings" ("session_id") WHERE session_id IS NOT NULL`);
    await runner.query(
      `ALTER TABLE "bookings" ADD CONSTRAINT "bookings_session_fkey" FOREIGN KEY ("session_id") REFERENCES "sessions"("id") ON DELETE SET NULL ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "bookings" DROP CONSTRAINT "bookings_session_fkey"`);
    await runner.query(`DROP INDEX "bookings_session"`);
    await runner.query(`ALTER TABLE "bookings" DROP COLUMN "session_id"`);
    await runner.query(`ALTER TABLE "event_types" DROP COLUMN "session_language"`);
    await runner.query(`ALTER TABLE "event_types" DROP COLUMN "with_session"`);
  }
}
