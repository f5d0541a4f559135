import type { MigrationInterface, QueryRunner } from 'typeorm';

export class BookingResources1795273301594 implements MigrationInterface {
  readonly name = 'BookingResources1795273301594';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "bookings" ADD COLUMN "bookable_ids" uuid[] NOT NULL DEFAULT '{}'`);
    await runner.query(
      `UPDATE "bookings" b SET "bookable_ids" = ARRAY(
         SELECT bookable_id FROM event_type_bookables t WHERE t.event_type_id = b.event_type_id ORDER BY bookable_id)
       WHERE b.event_type_id IS NOT NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "bookings" DROP COLUMN "bookable_ids"');
  }
}
