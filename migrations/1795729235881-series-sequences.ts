import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SeriesSequences1795729235881 implements MigrationInterface {
  readonly name = 'SeriesSequences1795729235881';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "bookings" ADD "series_sequence" integer NOT NULL DEFAULT '0'`);
    // What is over tells nobody anything.
    await runner.query(
      `UPDATE "bookings" b SET "series_sequence" = s."sequence" FROM "booking_series" s
       WHERE s."id" = b."series_id" AND s."sequence" > 0 AND b."status" = 'confirmed' AND b."ends_at" > now()`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "bookings" DROP COLUMN "series_sequence"`);
  }
}
