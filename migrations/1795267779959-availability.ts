import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Availability1795267779959 implements MigrationInterface {
  readonly name = 'Availability1795267779959';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "claims" DROP CONSTRAINT "claims_bookable_fkey"`);
    await runner.query(
      `CREATE TABLE "busy_times" ("id" uuid NOT NULL DEFAULT uuidv7(), "bookable_id" uuid NOT NULL, "source_id" uuid NOT NULL, "during" tstzrange NOT NULL, CONSTRAINT "busy_times_during_check" CHECK (NOT isempty(during)), CONSTRAINT "busy_times_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "busy_times_source" ON "busy_times"  ("source_id") `);
    await runner.query(`CREATE INDEX "busy_times_during" ON "busy_times" USING gist ("bookable_id", "during") `);
    await runner.query(
      `CREATE TABLE "out_of_office" ("id" uuid NOT NULL DEFAULT uuidv7(), "bookable_id" uuid NOT NULL, "during" tstzrange NOT NULL, "first_day" date, "last_day" date, "time_zone" character varying(64), "reason" character varying(20) NOT NULL, "note" character varying(500), "stand_in_id" uuid, "version" integer NOT NULL DEFAULT '1', "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "out_of_office_stand_in_check" CHECK (stand_in_id <> bookable_id), CONSTRAINT "out_of_office_days_check" CHECK (num_nonnulls(first_day, last_day, time_zone) IN (0, 3) AND first_day <= last_day), CONSTRAINT "out_of_office_reason_check" CHECK (reason IN ('vacation', 'sick', 'public_holiday', 'maintenance', 'other')), CONSTRAINT "out_of_office_during_check" CHECK (NOT isempty(during) AND NOT lower_inf(during) AND NOT upper_inf(during)), CONSTRAINT "out_of_office_overlap" EXCLUDE USING gist (bookable_id WITH =, during WITH &&), CONSTRAINT "out_of_office_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "out_of_office_stand_in" ON "out_of_office"  ("stand_in_id") WHERE stand_in_id IS NOT NULL`,
    );
    await runner.query(
      `CREATE TABLE "schedule_overrides" ("schedule_id" uuid NOT NULL, "date" date NOT NULL, "intervals" jsonb NOT NULL, CONSTRAINT "schedule_overrides_pkey" PRIMARY KEY ("schedule_id", "date"))`,
    );
    await runner.query(
      `CREATE TABLE "schedule_travels" ("id" uuid NOT NULL DEFAULT uuidv7(), "schedule_id" uuid NOT NULL, "dates" daterange NOT NULL, "time_zone" character varying(64) NOT NULL, CONSTRAINT "schedule_travels_dates_check" CHECK (NOT isempty(dates) AND NOT lower_inf(dates) AND NOT upper_inf(dates)), CONSTRAINT "schedule_travels_overlap" EXCLUDE USING gist (schedule_id WITH =, dates WITH &&), CONSTRAINT "schedule_travels_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE TABLE "schedules" ("id" uuid NOT NULL DEFAULT uuidv7(), "bookable_id" uuid NOT NULL, "name" character varying(100) NOT NULL, "time_zone" character varying(64) NOT NULL, "is_default" boolean NOT NULL DEFAULT false, "weekly" jsonb NOT NULL, "version" integer NOT NULL DEFAULT '1', "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "schedules_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "schedules_bookable" ON "schedules"  ("bookable_id", "created_at", "id") `);
    await runner.query(`CREATE UNIQUE INDEX "schedules_default_key" ON "schedules"  ("bookable_id") WHERE is_default`);
    await runner.query(`ALTER TABLE "bookables" ADD "kind" character varying(20) NOT NULL DEFAULT 'person'`);
    await runner.query(`ALTER TABLE "bookables" ADD "name" character varying(100)`);
    await runner.query(`ALTER TABLE "bookables" ADD "description" character varying(2000)`);
    await runner.query(`ALTER TABLE "bookables" ADD "organization_id" uuid`);
    await runner.query(`ALTER TABLE "bookables" ADD "owner_id" uuid`);
    await runner.query(`ALTER TABLE "bookables" ADD "capacity" integer NOT NULL DEFAULT '1'`);
    await runner.query(`ALTER TABLE "bookables" ADD "time_zone" character varying(64)`);
    await runner.query(`ALTER TABLE "bookables" ADD "is_active" boolean NOT NULL DEFAULT true`);
    await runner.query(`ALTER TABLE "bookables" ADD "version" integer NOT NULL DEFAULT '1'`);
    await runner.query(`ALTER TABLE "bookables" ADD "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now()`);
    await runner.query(
      `CREATE INDEX "bookables_owner" ON "bookables"  ("owner_id", "created_at", "id") WHERE owner_id IS NOT NULL`,
    );
    await runner.query(
      `CREATE INDEX "bookables_organization" ON "bookables"  ("organization_id", "created_at", "id") WHERE organization_id IS NOT NULL`,
    );
    await runner.query(
      `ALTER TABLE "bookables" ADD CONSTRAINT "bookables_capacity_check" CHECK (capacity BETWEEN 1 AND CASE WHEN kind = 'person' THEN 1 ELSE 1000 END)`,
    );
    await runner.query(
      `ALTER TABLE "bookables" ADD CONSTRAINT "bookables_belonging_check" CHECK (CASE WHEN kind = 'person' THEN user_id IS NOT NULL AND num_nonnulls(name, owner_id, organization_id) = 0 ELSE user_id IS NULL AND name IS NOT NULL AND num_nonnulls(owner_id, organization_id) = 1 END)`,
    );
    await runner.query(
      `ALTER TABLE "bookables" ADD CONSTRAINT "bookables_kind_check" CHECK (kind IN ('person', 'room', 'device', 'other'))`,
    );
    await runner.query(
      `ALTER TABLE "bookables" ADD CONSTRAINT "bookables_organization_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "bookables" ADD CONSTRAINT "bookables_owner_fkey" FOREIGN KEY ("owner_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "busy_times" ADD CONSTRAINT "busy_times_bookable_fkey" FOREIGN KEY ("bookable_id") REFERENCES "bookables"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "claims" ADD CONSTRAINT "claims_bookable_fkey" FOREIGN KEY ("bookable_id") REFERENCES "bookables"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "out_of_office" ADD CONSTRAINT "out_of_office_bookable_fkey" FOREIGN KEY ("bookable_id") REFERENCES "bookables"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "out_of_office" ADD CONSTRAINT "out_of_office_stand_in_fkey" FOREIGN KEY ("stand_in_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "schedule_overrides" ADD CONSTRAINT "schedule_overrides_schedule_fkey" FOREIGN KEY ("schedule_id") REFERENCES "schedules"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "schedule_travels" ADD CONSTRAINT "schedule_travels_schedule_fkey" FOREIGN KEY ("schedule_id") REFERENCES "schedules"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "schedules" ADD CONSTRAINT "schedules_bookable_fkey" FOREIGN KEY ("bookable_id") REFERENCES "bookables"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "schedules" DROP CONSTRAINT "schedules_bookable_fkey"`);
    await runner.query(`ALTER TABLE "schedule_travels" DROP CONSTRAINT "schedule_travels_schedule_fkey"`);
    await runner.query(`ALTER TABLE "schedule_overrides" DROP CONSTRAINT "schedule_overrides_schedule_fkey"`);
    await runner.query(`ALTER TABLE "out_of_office" DROP CONSTRAINT "out_of_office_stand_in_fkey"`);
    await runner.query(`ALTER TABLE "out_of_office" DROP CONSTRAINT "out_of_office_bookable_fkey"`);
    await runner.query(`ALTER TABLE "claims" DROP CONSTRAINT "claims_bookable_fkey"`);
    await runner.query(`ALTER TABLE "busy_times" DROP CONSTRAINT "busy_times_bookable_fkey"`);
    await runner.query(`ALTER TABLE "bookables" DROP CONSTRAINT "bookables_owner_fkey"`);
    await runner.query(`ALTER TABLE "bookables" DROP CONSTRAINT "bookables_organization_fkey"`);
    await runner.query(`ALTER TABLE "bookables" DROP CONSTRAINT "bookables_kind_check"`);
    await runner.query(`ALTER TABLE "bookables" DROP CONSTRAINT "bookables_belonging_check"`);
    await runner.query(`ALTER TABLE "bookables" DROP CONSTRAINT "bookables_capacity_check"`);
    await runner.query(`DROP INDEX "public"."bookables_organization"`);
    await runner.query(`DROP INDEX "public"."bookables_owner"`);
    await runner.query(`ALTER TABLE "bookables" DROP COLUMN "updated_at"`);
    await runner.query(`ALTER TABLE "bookables" DROP COLUMN "version"`);
    await runner.query(`ALTER TABLE "bookables" DROP COLUMN "is_active"`);
    await runner.query(`ALTER TABLE "bookables" DROP COLUMN "time_zone"`);
    await runner.query(`ALTER TABLE "bookables" DROP COLUMN "capacity"`);
    await runner.query(`ALTER TABLE "bookables" DROP COLUMN "owner_id"`);
    await runner.query(`ALTER TABLE "bookables" DROP COLUMN "organization_id"`);
    await runner.query(`ALTER TABLE "bookables" DROP COLUMN "description"`);
    await runner.query(`ALTER TABLE "bookables" DROP COLUMN "name"`);
    await runner.query(`ALTER TABLE "bookables" DROP COLUMN "kind"`);
    await runner.query(`DROP INDEX "public"."schedules_default_key"`);
    await runner.query(`DROP INDEX "public"."schedules_bookable"`);
    await runner.query(`DROP TABLE "schedules"`);
    await runner.query(`DROP TABLE "schedule_travels"`);
    await runner.query(`DROP TABLE "schedule_overrides"`);
    await runner.query(`DROP INDEX "public"."out_of_office_stand_in"`);
    await runner.query(`DROP TABLE "out_of_office"`);
    await runner.query(`DROP INDEX "public"."busy_times_during"`);
    await runner.query(`DROP INDEX "public"."busy_times_source"`);
    await runner.query(`DROP TABLE "busy_times"`);
    await runner.query(
      `ALTER TABLE "claims" ADD CONSTRAINT "claims_bookable_fkey" FOREIGN KEY ("bookable_id") REFERENCES "bookables"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
  }
}
