import type { MigrationInterface, QueryRunner } from 'typeorm';

const ATTENDED = `SELECT b.id, a.user_id, b.organizer_id, a.status = 'accepted' OR a.role = 'booker', tstzrange(b.starts_at, b.ends_at)
  FROM booking_attendees a JOIN bookings b ON b.id = a.booking_id
  WHERE a.user_id IS NOT NULL AND a.role <> 'host' AND a.status <> 'declined' AND b.status IN ('pending', 'confirmed')`;

/** Where somebody who does not know the person wrote the address, booker or not, nothing is agreed before it is accepted. */
const KNOWN = `${ATTENDED} AND a.email IS NULL`;

/** Whoever types an address, without an account even, takes no time of its owner. */
export class AttendedByStrangers1795729593185 implements MigrationInterface {
  readonly name = 'AttendedByStrangers1795729593185';

  async up(runner: QueryRunner): Promise<void> {
    await this.keep(runner, KNOWN);
    await runner.query(
      `DELETE FROM attended_times t USING booking_attendees a
       WHERE a.booking_id = t.booking_id AND a.user_id = t.user_id AND a.email IS NOT NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await this.keep(runner, ATTENDED);
  }

  private async keep(runner: QueryRunner, attended: string): Promise<void> {
    await runner.query(
      `CREATE OR REPLACE FUNCTION "keep_attended_time"() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF TG_OP <> 'INSERT' THEN
           DELETE FROM attended_times WHERE booking_id = OLD.booking_id AND user_id = OLD.user_id;
         END IF;
         IF TG_OP <> 'DELETE' THEN
           INSERT INTO attended_times ${attended} AND a.id = NEW.id ON CONFLICT DO NOTHING;
         END IF;
         RETURN NULL;
       END $$`,
    );
    await runner.query(
      `CREATE OR REPLACE FUNCTION "keep_attended_times"() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         DELETE FROM attended_times WHERE booking_id = NEW.id;
         INSERT INTO attended_times ${attended} AND b.id = NEW.id ON CONFLICT DO NOTHING;
         RETURN NULL;
       END $$`,
    );
  }
}
