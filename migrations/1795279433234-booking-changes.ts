import type { MigrationInterface, QueryRunner } from 'typeorm';

export class BookingChanges1795279433234 implements MigrationInterface {
  readonly name = 'BookingChanges1795279433234';

  /** Bookings that are there get a constant, which needs no new row for each of them. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "bookings" ADD COLUMN "changed_in" bigint NOT NULL DEFAULT 0');
    await runner.query('ALTER TABLE "bookings" ALTER COLUMN "changed_in" DROP DEFAULT');
    await runner.query('CREATE INDEX "bookings_organizer_changed" ON "bookings" ("organizer_id", "changed_in", "id")');
    await runner.query(
      `CREATE TABLE "booking_departures" ("user_id" uuid NOT NULL, "booking_id" uuid NOT NULL, "changed_in" bigint NOT NULL, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "booking_departures_pkey" PRIMARY KEY ("user_id", "booking_id"))`,
    );
    await runner.query('CREATE INDEX "booking_departures_created" ON "booking_departures" ("created_at")');
    await runner.query(
      'ALTER TABLE "booking_departures" ADD CONSTRAINT "booking_departures_user_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION',
    );
    await this.markChanges(runner);
    await this.noteDepartures(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER "bookings_departure" ON "bookings"');
    await runner.query('DROP TRIGGER "booking_attendees_departure" ON "booking_attendees"');
    await runner.query('DROP TRIGGER "bookings_change" ON "bookings"');
    await runner.query('DROP TABLE "booking_departures"');
    await runner.query('DROP FUNCTION "note_host_departure"');
    await runner.query('DROP FUNCTION "note_attendee_departure"');
    await runner.query('DROP FUNCTION "note_departure"');
    await runner.query('DROP FUNCTION "mark_change"');
    await runner.query('ALTER TABLE "bookings" DROP COLUMN "changed_in"');
  }

  /** Whatever writes the row: also what foreign keys set to null. */
  private async markChanges(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE FUNCTION "mark_change"() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         NEW.changed_in := pg_current_xact_id()::text::bigint;
         RETURN NEW;
       END $$`,
    );
    for (const table of ['bookings', 'booking_departures'])
      await runner.query(
        `CREATE TRIGGER "${table}_change" BEFORE INSERT OR UPDATE ON "${table}"
         FOR EACH ROW EXECUTE FUNCTION mark_change()`,
      );
  }

  private async noteDepartures(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE FUNCTION "note_departure"("person" uuid, "booking" uuid) RETURNS void LANGUAGE sql AS $$
         INSERT INTO booking_departures (user_id, booking_id) VALUES (person, booking)
         ON CONFLICT (user_id, booking_id) DO UPDATE SET created_at = now()
       $$`,
    );
    await runner.query(
      `CREATE FUNCTION "note_attendee_departure"() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         PERFORM note_departure(OLD.user_id, OLD.booking_id);
         RETURN NULL;
       END $$`,
    );
    await runner.query(
      `CREATE TRIGGER "booking_attendees_departure" AFTER DELETE ON "booking_attendees"
       FOR EACH ROW WHEN (OLD.user_id IS NOT NULL) EXECUTE FUNCTION note_attendee_departure()`,
    );
    await runner.query(
      `CREATE FUNCTION "note_host_departure"() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         PERFORM note_departure(OLD.organizer_id, OLD.id);
         RETURN NULL;
       END $$`,
    );
    await runner.query(
      `CREATE TRIGGER "bookings_departure" AFTER UPDATE OF organizer_id ON "bookings"
       FOR EACH ROW WHEN (OLD.organizer_id <> NEW.organizer_id) EXECUTE FUNCTION note_host_departure()`,
    );
  }
}
