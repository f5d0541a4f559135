import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An attendee may be an account and the address that somebody wrote, which is what others see. */
export class SilentLinks1795726569551 implements MigrationInterface {
  readonly name = 'SilentLinks1795726569551';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "booking_attendees" DROP CONSTRAINT "booking_attendees_person_check"`);
    await runner.query(
      `ALTER TABLE "booking_series_attendees" DROP CONSTRAINT "booking_series_attendees_person_check"`,
    );
    // Who gives a booking beside its organizer was answered as having accepted, and stored as having said nothing.
    await runner.query(
      `UPDATE "booking_attendees" SET status = 'accepted' WHERE role = 'host' AND status = 'needs_action'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['booking_attendees', 'booking_series_attendees']) {
      await runner.query(
        `UPDATE "${table}" SET email = NULL, name = NULL WHERE user_id IS NOT NULL AND email IS NOT NULL`,
      );
      await runner.query(
        `ALTER TABLE "${table}" ADD CONSTRAINT "${table}_person_check" CHECK (num_nonnulls(user_id, email) <= 1)`,
      );
    }
  }
}
