import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Slots1795268865850 implements MigrationInterface {
  readonly name = 'Slots1795268865850';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "booking_links" ("booking_id" uuid NOT NULL, "hash" character(64) NOT NULL, "sealed_secret" text NOT NULL, "expires_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "booking_links_hash_key" UNIQUE ("hash"), CONSTRAINT "booking_links_pkey" PRIMARY KEY ("booking_id"))`,
    );
    await runner.query(
      `CREATE TABLE "booking_counters" ("event_type_id" uuid NOT NULL, "host_id" uuid NOT NULL, "period" character varying(10) NOT NULL, "starts_on" date NOT NULL, "bookings" integer NOT NULL, "minutes" integer NOT NULL, CONSTRAINT "booking_counters_count_check" CHECK (bookings >= 0 AND minutes >= 0), CONSTRAINT "booking_counters_period_check" CHECK (period IN ('day', 'week', 'month')), CONSTRAINT "booking_counters_pkey" PRIMARY KEY ("event_type_id", "host_id", "period", "starts_on"))`,
    );
    await runner.query(
      `CREATE TABLE "holds" ("id" uuid NOT NULL DEFAULT uuidv7(), "event_type_id" uuid NOT NULL, "host_ids" uuid array NOT NULL, "starts_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "ends_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "seats" integer NOT NULL DEFAULT '1', "seating_id" uuid, "counted_on" date NOT NULL, "user_id" uuid, "expires_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "is_extended" boolean NOT NULL DEFAULT false, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "holds_seats_check" CHECK (seats >= 1), CONSTRAINT "holds_period_check" CHECK (ends_at > starts_at), CONSTRAINT "holds_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "holds_seating" ON "holds"  ("seating_id") WHERE seating_id IS NOT NULL`);
    await runner.query(`CREATE INDEX "holds_expires" ON "holds"  ("expires_at") `);
    await runner.query(`CREATE INDEX "holds_event_type_expires" ON "holds"  ("event_type_id", "expires_at") `);
    await runner.query(
      `CREATE TABLE "seatings" ("id" uuid NOT NULL DEFAULT uuidv7(), "event_type_id" uuid NOT NULL, "host_id" uuid NOT NULL, "host_ids" uuid array NOT NULL, "starts_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "ends_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "capacity" integer NOT NULL, "taken" integer NOT NULL, "counted_on" date NOT NULL, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "seatings_slot_key" UNIQUE ("event_type_id", "host_id", "starts_at", "ends_at"), CONSTRAINT "seatings_taken_check" CHECK (taken BETWEEN 0 AND capacity), CONSTRAINT "seatings_period_check" CHECK (ends_at > starts_at), CONSTRAINT "seatings_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`ALTER TABLE "claims" ADD "seating_id" uuid`);
    await runner.query(`ALTER TABLE "booking_attendees" ADD "role" character varying(20) NOT NULL DEFAULT 'attendee'`);
    await runner.query(`ALTER TABLE "booking_attendees" ADD "is_absent" boolean`);
    await runner.query(`ALTER TABLE "bookings" ADD "event_type_id" uuid`);
    await runner.query(`ALTER TABLE "bookings" ADD "seating_id" uuid`);
    await runner.query(`ALTER TABLE "bookings" ADD "seats" integer NOT NULL DEFAULT '1'`);
    await runner.query(`ALTER TABLE "bookings" ADD "counted_on" date`);
    await runner.query(`ALTER TABLE "bookings" ADD "answers" jsonb NOT NULL DEFAULT '{}'`);
    await runner.query(`ALTER TABLE "booking_history" ALTER COLUMN "actor_id" DROP NOT NULL`);
    await runner.query(`CREATE INDEX "claims_seating" ON "claims"  ("seating_id") WHERE seating_id IS NOT NULL`);
    await runner.query(`CREATE INDEX "claims_hold" ON "claims"  ("hold_id") WHERE hold_id IS NOT NULL`);
    await runner.query(`CREATE INDEX "bookings_seating" ON "bookings"  ("seating_id") WHERE seating_id IS NOT NULL`);
    await runner.query(
      `CREATE INDEX "bookings_event_type_start" ON "bookings"  ("event_type_id", "starts_at", "id") WHERE event_type_id IS NOT NULL`,
    );
    await runner.query(
      `ALTER TABLE "booking_attendees" ADD CONSTRAINT "booking_attendees_role_check" CHECK (role IN ('attendee', 'booker', 'host'))`,
    );
    await runner.query(`ALTER TABLE "bookings" ADD CONSTRAINT "bookings_seats_check" CHECK (seats >= 1)`);
    await runner.query(
      `ALTER TABLE "bookings" ADD CONSTRAINT "bookings_event_type_check" CHECK ((event_type_id IS NULL) = (counted_on IS NULL))`,
    );
    await runner.query(
      `ALTER TABLE "claims" ADD CONSTRAINT "claims_hold_fkey" FOREIGN KEY ("hold_id") REFERENCES "holds"("id") ON DELETE CASCADE ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED`,
    );
    await runner.query(
      `ALTER TABLE "claims" ADD CONSTRAINT "claims_seating_fkey" FOREIGN KEY ("seating_id") REFERENCES "seatings"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "bookings" ADD CONSTRAINT "bookings_event_type_fkey" FOREIGN KEY ("event_type_id") REFERENCES "event_types"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "bookings" ADD CONSTRAINT "bookings_seating_fkey" FOREIGN KEY ("seating_id") REFERENCES "seatings"("id") ON DELETE SET NULL ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "booking_links" ADD CONSTRAINT "booking_links_booking_fkey" FOREIGN KEY ("booking_id") REFERENCES "bookings"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "booking_counters" ADD CONSTRAINT "booking_counters_event_type_fkey" FOREIGN KEY ("event_type_id") REFERENCES "event_types"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "holds" ADD CONSTRAINT "holds_event_type_fkey" FOREIGN KEY ("event_type_id") REFERENCES "event_types"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "holds" ADD CONSTRAINT "holds_seating_fkey" FOREIGN KEY ("seating_id") REFERENCES "seatings"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "holds" ADD CONSTRAINT "holds_user_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "seatings" ADD CONSTRAINT "seatings_event_type_fkey" FOREIGN KEY ("event_type_id") REFERENCES "event_types"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "seatings" ADD CONSTRAINT "seatings_host_fkey" FOREIGN KEY ("host_id") REFERENCES "bookables"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "claims" DROP CONSTRAINT "claims_purpose_check", ADD CONSTRAINT "claims_purpose_check" CHECK (num_nonnulls(booking_id, hold_id, seating_id) <= 1)`,
    );
    await runner.query(
      `ALTER TABLE "bookings" DROP CONSTRAINT "bookings_status_check", ADD CONSTRAINT "bookings_status_check" CHECK (status IN ('pending', 'confirmed', 'cancelled', 'declined'))`,
    );
    await runner.query(
      `ALTER TABLE "bookings" DROP CONSTRAINT "bookings_cancelled_check", ADD CONSTRAINT "bookings_cancelled_check" CHECK ((status IN ('cancelled', 'declined')) = (cancelled_at IS NOT NULL))`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await this.forgetSlots(runner);
    // Deferred foreign keys are looked at now: a table with checks to come is not altered.
    await runner.query('SET CONSTRAINTS ALL IMMEDIATE');
    await runner.query(
      `ALTER TABLE "claims" DROP CONSTRAINT "claims_purpose_check", ADD CONSTRAINT "claims_purpose_check" CHECK (num_nonnulls(booking_id, hold_id) <= 1)`,
    );
    await runner.query(
      `ALTER TABLE "bookings" DROP CONSTRAINT "bookings_status_check", ADD CONSTRAINT "bookings_status_check" CHECK (status IN ('confirmed', 'cancelled'))`,
    );
    await runner.query(
      `ALTER TABLE "bookings" DROP CONSTRAINT "bookings_cancelled_check", ADD CONSTRAINT "bookings_cancelled_check" CHECK ((status = 'cancelled') = (cancelled_at IS NOT NULL))`,
    );
    await runner.query(`ALTER TABLE "seatings" DROP CONSTRAINT "seatings_host_fkey"`);
    await runner.query(`ALTER TABLE "seatings" DROP CONSTRAINT "seatings_event_type_fkey"`);
    await runner.query(`ALTER TABLE "holds" DROP CONSTRAINT "holds_user_fkey"`);
    await runner.query(`ALTER TABLE "holds" DROP CONSTRAINT "holds_seating_fkey"`);
    await runner.query(`ALTER TABLE "holds" DROP CONSTRAINT "holds_event_type_fkey"`);
    await runner.query(`ALTER TABLE "booking_counters" DROP CONSTRAINT "booking_counters_event_type_fkey"`);
    await runner.query(`ALTER TABLE "booking_links" DROP CONSTRAINT "booking_links_booking_fkey"`);
    await runner.query(`ALTER TABLE "bookings" DROP CONSTRAINT "bookings_seating_fkey"`);
    await runner.query(`ALTER TABLE "bookings" DROP CONSTRAINT "bookings_event_type_fkey"`);
    await runner.query(`ALTER TABLE "claims" DROP CONSTRAINT "claims_seating_fkey"`);
    await runner.query(`ALTER TABLE "claims" DROP CONSTRAINT "claims_hold_fkey"`);
    await runner.query(`ALTER TABLE "bookings" DROP CONSTRAINT "bookings_event_type_check"`);
    await runner.query(`ALTER TABLE "bookings" DROP CONSTRAINT "bookings_seats_check"`);
    await runner.query(`ALTER TABLE "booking_attendees" DROP CONSTRAINT "booking_attendees_role_check"`);
    await runner.query(`DROP INDEX "public"."bookings_event_type_start"`);
    await runner.query(`DROP INDEX "public"."bookings_seating"`);
    await runner.query(`DROP INDEX "public"."claims_hold"`);
    await runner.query(`DROP INDEX "public"."claims_seating"`);
    await runner.query(`ALTER TABLE "booking_history" ALTER COLUMN "actor_id" SET NOT NULL`);
    await runner.query(`ALTER TABLE "bookings" DROP COLUMN "answers"`);
    await runner.query(`ALTER TABLE "bookings" DROP COLUMN "counted_on"`);
    await runner.query(`ALTER TABLE "bookings" DROP COLUMN "seats"`);
    await runner.query(`ALTER TABLE "bookings" DROP COLUMN "seating_id"`);
    await runner.query(`ALTER TABLE "bookings" DROP COLUMN "event_type_id"`);
    await runner.query(`ALTER TABLE "booking_attendees" DROP COLUMN "is_absent"`);
    await runner.query(`ALTER TABLE "booking_attendees" DROP COLUMN "role"`);
    await runner.query(`ALTER TABLE "claims" DROP COLUMN "seating_id"`);
    await runner.query(`DROP TABLE "seatings"`);
    await runner.query(`DROP INDEX "public"."holds_event_type_expires"`);
    await runner.query(`DROP INDEX "public"."holds_expires"`);
    await runner.query(`DROP INDEX "public"."holds_seating"`);
    await runner.query(`DROP TABLE "holds"`);
    await runner.query(`DROP TABLE "booking_counters"`);
    await runner.query(`DROP TABLE "booking_links"`);
  }

  /** What the schema of before cannot say: bookings that wait or were declined end, and what nobody signed in did is not told. */
  private async forgetSlots(runner: QueryRunner): Promise<void> {
    await runner.query(
      `UPDATE bookings SET status = 'cancelled', cancelled_at = coalesce(cancelled_at, now()) WHERE status IN ('pending', 'declined')`,
    );
    await runner.query(`DELETE FROM booking_history WHERE actor_id IS NULL`);
    // The time of a shared booking stays taken, by one of those who have a seat in it.
    await runner.query(
      `UPDATE claims c SET seating_id = NULL, booking_id = (
         SELECT id FROM bookings b WHERE b.seating_id = c.seating_id AND b.status = 'confirmed' ORDER BY id LIMIT 1)
       WHERE seating_id IS NOT NULL`,
    );
    await runner.query(
      `DELETE FROM claims WHERE hold_id IS NOT NULL OR booking_id IS NULL OR EXISTS (
         SELECT FROM bookings b WHERE b.id = booking_id AND b.status = 'cancelled')`,
    );
  }
}
