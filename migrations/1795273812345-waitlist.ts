import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Waitlist1795273812345 implements MigrationInterface {
  readonly name = 'Waitlist1795273812345';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "waitlist_entries" ("id" uuid NOT NULL DEFAULT uuidv7(), "event_type_id" uuid NOT NULL, "user_id" uuid, "attendee_email" character varying(254), "attendee_name" character varying(100), "range_start" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "range_end" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "duration_minutes" integer NOT NULL, "seats" integer NOT NULL DEFAULT '1', "time_zone" character varying(64) NOT NULL, "answers" jsonb NOT NULL DEFAULT '{}', "status" character varying(20) NOT NULL DEFAULT 'waiting', "offer_start" TIMESTAMP(3) WITH TIME ZONE, "offer_end" TIMESTAMP(3) WITH TIME ZONE, "offer_expires_at" TIMESTAMP(3) WITH TIME ZONE, "hold_id" uuid, "booking_id" uuid, "secret_hash" character(64) NOT NULL, "sealed_secret" text NOT NULL, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "waitlist_entries_secret_key" UNIQUE ("secret_hash"), CONSTRAINT "waitlist_entries_offer_check" CHECK (num_nonnulls(offer_start, offer_end, offer_expires_at) IN (0, 3) AND (status <> 'offered' OR offer_start IS NOT NULL)), CONSTRAINT "waitlist_entries_person_check" CHECK (user_id IS NOT NULL OR attendee_email IS NOT NULL), CONSTRAINT "waitlist_entries_attendee_check" CHECK ((attendee_email IS NULL) = (attendee_name IS NULL)), CONSTRAINT "waitlist_entries_seats_check" CHECK (seats >= 1), CONSTRAINT "waitlist_entries_range_check" CHECK (range_end > range_start), CONSTRAINT "waitlist_entries_status_check" CHECK (status IN ('waiting', 'offered', 'accepted', 'expired', 'left')), CONSTRAINT "waitlist_entries_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "waitlist_entries_booking" ON "waitlist_entries"  ("booking_id") WHERE booking_id IS NOT NULL`,
    );
    await runner.query(`CREATE INDEX "waitlist_entries_range_end" ON "waitlist_entries"  ("range_end") `);
    await runner.query(
      `CREATE INDEX "waitlist_entries_email" ON "waitlist_entries"  ("attendee_email") WHERE attendee_email IS NOT NULL`,
    );
    await runner.query(
      `CREATE INDEX "waitlist_entries_user_created" ON "waitlist_entries"  ("user_id", "created_at", "id") WHERE user_id IS NOT NULL`,
    );
    await runner.query(
      `CREATE INDEX "waitlist_entries_queue" ON "waitlist_entries"  ("event_type_id", "created_at", "id") WHERE status = 'waiting'`,
    );
    await runner.query(
      `ALTER TABLE "waitlist_entries" ADD CONSTRAINT "waitlist_entries_event_type_fkey" FOREIGN KEY ("event_type_id") REFERENCES "event_types"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "waitlist_entries" ADD CONSTRAINT "waitlist_entries_user_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "waitlist_entries" ADD CONSTRAINT "waitlist_entries_booking_fkey" FOREIGN KEY ("booking_id") REFERENCES "bookings"("id") ON DELETE SET NULL ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "waitlist_entries"`);
  }
}
