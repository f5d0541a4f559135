import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Series1795272704203 implements MigrationInterface {
  readonly name = 'Series1795272704203';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "booking_series_attendees" ("id" uuid NOT NULL DEFAULT uuidv7(), "series_id" uuid NOT NULL, "user_id" uuid, "email" citext, "name" character varying(100), "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "booking_series_attendees_email_key" UNIQUE ("series_id", "email"), CONSTRAINT "booking_series_attendees_user_key" UNIQUE ("series_id", "user_id"), CONSTRAINT "booking_series_attendees_person_check" CHECK (num_nonnulls(user_id, email) <= 1), CONSTRAINT "booking_series_attendees_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "booking_series_attendees_email" ON "booking_series_attendees"  ("email") WHERE email IS NOT NULL`,
    );
    await runner.query(
      `CREATE INDEX "booking_series_attendees_user" ON "booking_series_attendees"  ("user_id") WHERE user_id IS NOT NULL`,
    );
    await runner.query(
      `CREATE TABLE "booking_series_skips" ("series_id" uuid NOT NULL, "recurrence_id" character varying(15) NOT NULL, "starts_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "reason" character varying(30) NOT NULL, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "booking_series_skips_pkey" PRIMARY KEY ("series_id", "recurrence_id"))`,
    );
    await runner.query(
      `CREATE TABLE "booking_series" ("id" uuid NOT NULL DEFAULT uuidv7(), "organizer_id" uuid NOT NULL, "organization_id" uuid, "previous_id" uuid, "title" character varying(200) NOT NULL, "description" character varying(5000), "location" character varying(500), "time_zone" character varying(64) NOT NULL, "start" character varying(15) NOT NULL, "duration_minutes" integer NOT NULL, "rule" character varying(1000) NOT NULL, "rdates" character varying(15) array NOT NULL DEFAULT '{}', "exdates" character varying(15) array NOT NULL DEFAULT '{}', "metadata" jsonb NOT NULL DEFAULT '{}', "status" character varying(20) NOT NULL DEFAULT 'active', "sequence" integer NOT NULL DEFAULT '0', "decided_through" character varying(15), "extend_at" TIMESTAMP(3) WITH TIME ZONE, "zone_data" character varying(20) NOT NULL, "cancelled_at" TIMESTAMP(3) WITH TIME ZONE, "cancel_reason" character varying(500), "version" integer NOT NULL DEFAULT '1', "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "booking_series_extend_check" CHECK (extend_at IS NULL OR status = 'active'), CONSTRAINT "booking_series_cancelled_check" CHECK ((status = 'cancelled') = (cancelled_at IS NOT NULL)), CONSTRAINT "booking_series_status_check" CHECK (status IN ('active', 'cancelled')), CONSTRAINT "booking_series_duration_check" CHECK (duration_minutes BETWEEN 1 AND 43200), CONSTRAINT "booking_series_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "booking_series_zone_data" ON "booking_series"  ("zone_data") WHERE status = 'active'`,
    );
    await runner.query(
      `CREATE INDEX "booking_series_extend" ON "booking_series"  ("extend_at") WHERE extend_at IS NOT NULL`,
    );
    await runner.query(
      `CREATE INDEX "booking_series_organization" ON "booking_series"  ("organization_id") WHERE organization_id IS NOT NULL`,
    );
    await runner.query(
      `CREATE INDEX "booking_series_organizer_created" ON "booking_series"  ("organizer_id", "created_at", "id") `,
    );
    await runner.query(`ALTER TABLE "bookings" ADD "series_id" uuid`);
    await runner.query(`ALTER TABLE "bookings" ADD "recurrence_id" character varying(16)`);
    await runner.query(`ALTER TABLE "bookings" ADD "is_override" boolean NOT NULL DEFAULT false`);
    await runner.query(
      `ALTER TABLE "bookings" ADD CONSTRAINT "bookings_override_check" CHECK (NOT is_override OR series_id IS NOT NULL)`,
    );
    await runner.query(
      `ALTER TABLE "bookings" ADD CONSTRAINT "bookings_series_check" CHECK ((series_id IS NULL) = (recurrence_id IS NULL))`,
    );
    await runner.query(
      `ALTER TABLE "bookings" ADD CONSTRAINT "bookings_series_instance_key" UNIQUE ("series_id", "recurrence_id")`,
    );
    await runner.query(
      `ALTER TABLE "bookings" ADD CONSTRAINT "bookings_series_fkey" FOREIGN KEY ("series_id") REFERENCES "booking_series"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "booking_series_attendees" ADD CONSTRAINT "booking_series_attendees_series_fkey" FOREIGN KEY ("series_id") REFERENCES "booking_series"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "booking_series_attendees" ADD CONSTRAINT "booking_series_attendees_user_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "booking_series_skips" ADD CONSTRAINT "booking_series_skips_series_fkey" FOREIGN KEY ("series_id") REFERENCES "booking_series"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "booking_series" ADD CONSTRAINT "booking_series_organizer_fkey" FOREIGN KEY ("organizer_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "booking_series" ADD CONSTRAINT "booking_series_organization_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE SET NULL ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "booking_series" ADD CONSTRAINT "booking_series_previous_fkey" FOREIGN KEY ("previous_id") REFERENCES "booking_series"("id") ON DELETE SET NULL ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "booking_series" DROP CONSTRAINT "booking_series_previous_fkey"`);
    await runner.query(`ALTER TABLE "booking_series" DROP CONSTRAINT "booking_series_organization_fkey"`);
    await runner.query(`ALTER TABLE "booking_series" DROP CONSTRAINT "booking_series_organizer_fkey"`);
    await runner.query(`ALTER TABLE "booking_series_skips" DROP CONSTRAINT "booking_series_skips_series_fkey"`);
    await runner.query(`ALTER TABLE "booking_series_attendees" DROP CONSTRAINT "booking_series_attendees_user_fkey"`);
    await runner.query(`ALTER TABLE "booking_series_attendees" DROP CONSTRAINT "booking_series_attendees_series_fkey"`);
    await runner.query(`ALTER TABLE "bookings" DROP CONSTRAINT "bookings_series_fkey"`);
    await runner.query(`ALTER TABLE "bookings" DROP CONSTRAINT "bookings_series_instance_key"`);
    await runner.query(`ALTER TABLE "bookings" DROP CONSTRAINT "bookings_series_check"`);
    await runner.query(`ALTER TABLE "bookings" DROP CONSTRAINT "bookings_override_check"`);
    await runner.query(`ALTER TABLE "bookings" DROP COLUMN "is_override"`);
    await runner.query(`ALTER TABLE "bookings" DROP COLUMN "recurrence_id"`);
    await runner.query(`ALTER TABLE "bookings" DROP COLUMN "series_id"`);
    await runner.query(`DROP INDEX "public"."booking_series_organizer_created"`);
    await runner.query(`DROP INDEX "public"."booking_series_organization"`);
    await runner.query(`DROP INDEX "public"."booking_series_extend"`);
    await runner.query(`DROP INDEX "public"."booking_series_zone_data"`);
    await runner.query(`DROP TABLE "booking_series"`);
    await runner.query(`DROP TABLE "booking_series_skips"`);
    await runner.query(`DROP INDEX "public"."booking_series_attendees_user"`);
    await runner.query(`DROP INDEX "public"."booking_series_attendees_email"`);
    await runner.query(`DROP TABLE "booking_series_attendees"`);
  }
}
