import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What of a booking takes the time of an attendee: those who give it have claims of their own. */
const ATTENDED = `SELECT b.id, a.user_id, b.organizer_id, a.status = 'accepted' OR a.role = 'booker', tstzrange(b.starts_at, b.ends_at)
  FROM booking_attendees a JOIN bookings b ON b.id = a.booking_id
  WHERE a.user_id IS NOT NULL AND a.role <> 'host' AND a.status <> 'declined' AND b.status IN ('pending', 'confirmed')`;

export class AttendedTimes1795724320308 implements MigrationInterface {
  readonly name = 'AttendedTimes1795724320308';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "users" ADD COLUMN "busy_when_attending" boolean NOT NULL DEFAULT true');
    await runner.query(
      `CREATE TABLE "attended_times" ("booking_id" uuid NOT NULL, "user_id" uuid NOT NULL, "organizer_id" uuid NOT NULL, "is_agreed" boolean NOT NULL, "during" tstzrange NOT NULL, CONSTRAINT "attended_times_pkey" PRIMARY KEY ("booking_id", "user_id"))`,
    );
    await this.keep(runner);
    await runner.query(`INSERT INTO attended_times ${ATTENDED} AND b.ends_at > now() ON CONFLICT DO NOTHING`);
    await runner.query('CREATE INDEX "attended_times_during" ON "attended_times" USING gist ("user_id", "during")');
    await runner.query(
      'ALTER TABLE "attended_times" ADD CONSTRAINT "attended_times_booking_fkey" FOREIGN KEY ("booking_id") REFERENCES "bookings"("id") ON DELETE CASCADE ON UPDATE NO ACTION',
    );
    await runner.query(
      'ALTER TABLE "attended_times" ADD CONSTRAINT "attended_times_user_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER "bookings_attended" ON "bookings"');
    await runner.query('DROP TRIGGER "booking_attendees_attended" ON "booking_attendees"');
    await runner.query('DROP FUNCTION "keep_attended_times"');
    await runner.query('DROP FUNCTION "keep_attended_time"');
    await runner.query('DROP TABLE "attended_times"');
    await runner.query('ALTER TABLE "users" DROP COLUMN "busy_when_attending"');
  }

  /** Written again from what is there now, whatever the change was. */
  private async keep(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE FUNCTION "keep_attended_time"() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF TG_OP <> 'INSERT' THEN
           DELETE FROM attended_times WHERE booking_id = OLD.booking_id AND user_id = OLD.user_id;
         END IF;
         IF TG_OP <> 'DELETE' THEN
           INSERT INTO attended_times ${ATTENDED} AND a.id = NEW.id ON CONFLICT DO NOTHING;
         END IF;
         RETURN NULL;
       END $$`,
    );
    await runner.query(
      `CREATE TRIGGER "booking_attendees_attended" AFTER INSERT OR DELETE OR UPDATE OF user_id, role, status ON "booking_attendees"
       FOR EACH ROW EXECUTE FUNCTION keep_attended_time()`,
    );
    await runner.query(
      `CREATE FUNCTION "keep_attended_times"() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         DELETE FROM attended_times WHERE booking_id = NEW.id;
         INSERT INTO attended_times ${ATTENDED} AND b.id = NEW.id ON CONFLICT DO NOTHING;
         RETURN NULL;
       END $$`,
    );
    await runner.query(
      `CREATE TRIGGER "bookings_attended" AFTER UPDATE OF organizer_id, starts_at, ends_at, status ON "bookings"
       FOR EACH ROW WHEN ((OLD.organizer_id, OLD.starts_at, OLD.ends_at, OLD.status)
         IS DISTINCT FROM (NEW.organizer_id, NEW.starts_at, NEW.ends_at, NEW.status))
       EXECUTE FUNCTION keep_attended_times()`,
    );
  }
}
