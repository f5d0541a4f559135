import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Bookings1795243503714 implements MigrationInterface {
  readonly name = 'Bookings1795243503714';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "bookables" ("id" uuid NOT NULL DEFAULT uuidv7(), "user_id" uuid, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "bookables_user_key" UNIQUE ("user_id"), CONSTRAINT "bookables_user_check" CHECK (user_id = id), CONSTRAINT "bookables_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE TABLE "booking_attendees" ("id" uuid NOT NULL DEFAULT uuidv7(), "booking_id" uuid NOT NULL, "user_id" uuid, "email" citext, "name" character varying(100), "status" character varying(20) NOT NULL DEFAULT 'needs_action', "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "booking_attendees_email_key" UNIQUE ("booking_id", "email"), CONSTRAINT "booking_attendees_user_key" UNIQUE ("booking_id", "user_id"), CONSTRAINT "booking_attendees_status_check" CHECK (status IN ('needs_action', 'accepted', 'declined')), CONSTRAINT "booking_attendees_person_check" CHECK (num_nonnulls(user_id, email) <= 1), CONSTRAINT "booking_attendees_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "booking_attendees_email" ON "booking_attendees"  ("email") WHERE email IS NOT NULL`,
    );
    await runner.query(
      `CREATE INDEX "booking_attendees_user" ON "booking_attendees"  ("user_id") WHERE user_id IS NOT NULL`,
    );
    await runner.query(
      `CREATE TABLE "booking_history" ("id" uuid NOT NULL DEFAULT uuidv7(), "booking_id" uuid NOT NULL, "actor_id" uuid NOT NULL, "action" character varying(30) NOT NULL, "changes" jsonb NOT NULL DEFAULT '{}', "reason" character varying(500), "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "booking_history_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "booking_history_actor" ON "booking_history"  ("actor_id") `);
    await runner.query(
      `CREATE INDEX "booking_history_booking" ON "booking_history"  ("booking_id", "created_at", "id") `,
    );
    await runner.query(
      `CREATE TABLE "bookings" ("id" uuid NOT NULL DEFAULT uuidv7(), "organizer_id" uuid NOT NULL, "organization_id" uuid, "title" character varying(200) NOT NULL, "description" character varying(5000), "location" character varying(500), "starts_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "ends_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "time_zone" character varying(64) NOT NULL, "status" character varying(20) NOT NULL DEFAULT 'confirmed', "metadata" jsonb NOT NULL DEFAULT '{}', "sequence" integer NOT NULL DEFAULT '0', "cancelled_at" TIMESTAMP(3) WITH TIME ZONE, "cancel_reason" character varying(500), "version" integer NOT NULL DEFAULT '1', "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "bookings_cancelled_check" CHECK ((status = 'cancelled') = (cancelled_at IS NOT NULL)), CONSTRAINT "bookings_status_check" CHECK (status IN ('confirmed', 'cancelled')), CONSTRAINT "bookings_period_check" CHECK (ends_at > starts_at AND ends_at <= starts_at + '720:00:00'::interval), CONSTRAINT "bookings_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "bookings_start" ON "bookings"  ("starts_at", "id") `);
    await runner.query(
      `CREATE INDEX "bookings_organization_start" ON "bookings"  ("organization_id", "starts_at", "id") WHERE organization_id IS NOT NULL`,
    );
    await runner.query(
      `CREATE INDEX "bookings_organizer_created" ON "bookings"  ("organizer_id", "created_at", "id") `,
    );
    await runner.query(`CREATE INDEX "bookings_organizer_start" ON "bookings"  ("organizer_id", "starts_at", "id") `);
    await runner.query(`CREATE INDEX "bookings_title_trigrams" ON "bookings" USING gin ("title" gin_trgm_ops)`);
    await runner.query(
      `CREATE TABLE "claims" ("id" uuid NOT NULL DEFAULT uuidv7(), "organization_id" uuid, "bookable_id" uuid NOT NULL, "lane" integer NOT NULL DEFAULT '0', "kind" smallint NOT NULL DEFAULT '0', "booking_id" uuid, "hold_id" uuid, "expires_at" TIMESTAMP(3) WITH TIME ZONE, "during" tstzrange NOT NULL, CONSTRAINT "claims_purpose_check" CHECK (num_nonnulls(booking_id, hold_id) <= 1), CONSTRAINT "claims_kind_check" CHECK (kind IN (0, 1)), CONSTRAINT "claims_during_check" CHECK (NOT isempty(during)), CONSTRAINT "claims_core_buffer" EXCLUDE USING gist (bookable_id WITH =, lane WITH =, kind WITH <>, during WITH &&), CONSTRAINT "claims_core_core" EXCLUDE USING gist (bookable_id WITH =, lane WITH =, during WITH &&) WHERE (kind = 0), CONSTRAINT "claims_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "claims_booking" ON "claims"  ("booking_id") `);
    await runner.query(
      `ALTER TABLE "bookables" ADD CONSTRAINT "bookables_user_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "booking_attendees" ADD CONSTRAINT "booking_attendees_booking_fkey" FOREIGN KEY ("booking_id") REFERENCES "bookings"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "booking_attendees" ADD CONSTRAINT "booking_attendees_user_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "booking_history" ADD CONSTRAINT "booking_history_booking_fkey" FOREIGN KEY ("booking_id") REFERENCES "bookings"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "booking_history" ADD CONSTRAINT "booking_history_actor_fkey" FOREIGN KEY ("actor_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "bookings" ADD CONSTRAINT "bookings_organizer_fkey" FOREIGN KEY ("organizer_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "bookings" ADD CONSTRAINT "bookings_organization_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE SET NULL ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "claims" ADD CONSTRAINT "claims_bookable_fkey" FOREIGN KEY ("bookable_id") REFERENCES "bookables"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "claims" ADD CONSTRAINT "claims_booking_fkey" FOREIGN KEY ("booking_id") REFERENCES "bookings"("id") ON DELETE CASCADE ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "claims" DROP CONSTRAINT "claims_booking_fkey"`);
    await runner.query(`ALTER TABLE "claims" DROP CONSTRAINT "claims_bookable_fkey"`);
    await runner.query(`ALTER TABLE "bookings" DROP CONSTRAINT "bookings_organization_fkey"`);
    await runner.query(`ALTER TABLE "bookings" DROP CONSTRAINT "bookings_organizer_fkey"`);
    await runner.query(`ALTER TABLE "booking_history" DROP CONSTRAINT "booking_history_actor_fkey"`);
    await runner.query(`ALTER TABLE "booking_history" DROP CONSTRAINT "booking_history_booking_fkey"`);
    await runner.query(`ALTER TABLE "booking_attendees" DROP CONSTRAINT "booking_attendees_user_fkey"`);
    await runner.query(`ALTER TABLE "booking_attendees" DROP CONSTRAINT "booking_attendees_booking_fkey"`);
    await runner.query(`ALTER TABLE "bookables" DROP CONSTRAINT "bookables_user_fkey"`);
    await runner.query(`DROP INDEX "public"."claims_booking"`);
    await runner.query(`DROP TABLE "claims"`);
    await runner.query(`DROP INDEX "public"."bookings_title_trigrams"`);
    await runner.query(`DROP INDEX "public"."bookings_organizer_start"`);
    await runner.query(`DROP INDEX "public"."bookings_organizer_created"`);
    await runner.query(`DROP INDEX "public"."bookings_organization_start"`);
    await runner.query(`DROP INDEX "public"."bookings_start"`);
    await runner.query(`DROP TABLE "bookings"`);
    await runner.query(`DROP INDEX "public"."booking_history_booking"`);
    await runner.query(`DROP INDEX "public"."booking_history_actor"`);
    await runner.query(`DROP TABLE "booking_history"`);
    await runner.query(`DROP INDEX "public"."booking_attendees_user"`);
    await runner.query(`DROP INDEX "public"."booking_attendees_email"`);
    await runner.query(`DROP TABLE "booking_attendees"`);
    await runner.query(`DROP TABLE "bookables"`);
  }
}
