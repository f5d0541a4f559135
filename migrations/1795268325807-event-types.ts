import type { MigrationInterface, QueryRunner } from 'typeorm';

export class EventTypes1795268325807 implements MigrationInterface {
  readonly name = 'EventTypes1795268325807';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "event_type_bookables" ("event_type_id" uuid NOT NULL, "bookable_id" uuid NOT NULL, CONSTRAINT "event_type_bookables_pkey" PRIMARY KEY ("event_type_id", "bookable_id"))`,
    );
    await runner.query(`CREATE INDEX "event_type_bookables_bookable" ON "event_type_bookables"  ("bookable_id") `);
    await runner.query(
      `CREATE TABLE "event_type_hosts" ("event_type_id" uuid NOT NULL, "user_id" uuid NOT NULL, "organization_id" uuid, "schedule_id" uuid, "weight" integer NOT NULL DEFAULT '1', "priority" integer NOT NULL DEFAULT '0', CONSTRAINT "event_type_hosts_priority_check" CHECK (priority BETWEEN 0 AND 10), CONSTRAINT "event_type_hosts_weight_check" CHECK (weight BETWEEN 1 AND 100), CONSTRAINT "event_type_hosts_pkey" PRIMARY KEY ("event_type_id", "user_id"))`,
    );
    await runner.query(
      `CREATE INDEX "event_type_hosts_member" ON "event_type_hosts"  ("organization_id", "user_id") WHERE organization_id IS NOT NULL`,
    );
    await runner.query(
      `CREATE INDEX "event_type_hosts_schedule" ON "event_type_hosts"  ("schedule_id") WHERE schedule_id IS NOT NULL`,
    );
    await runner.query(`CREATE INDEX "event_type_hosts_user" ON "event_type_hosts"  ("user_id") `);
    await runner.query(
      `CREATE TABLE "event_types" ("id" uuid NOT NULL DEFAULT uuidv7(), "owner_id" uuid NOT NULL, "organization_id" uuid, "for_organization" boolean NOT NULL, "parent_id" uuid, "slug" character varying(64) NOT NULL, "title" character varying(200) NOT NULL, "description" character varying(5000), "location" character varying(500), "time_zone" character varying(64) NOT NULL, "is_public" boolean NOT NULL, "is_active" boolean NOT NULL, "durations" integer array NOT NULL, "slot_interval_minutes" integer, "buffer_before_minutes" integer NOT NULL, "buffer_after_minutes" integer NOT NULL, "minimum_notice_minutes" integer NOT NULL, "booking_window" jsonb, "limits" jsonb NOT NULL, "seats" integer NOT NULL, "requires_confirmation" boolean NOT NULL, "questions" jsonb NOT NULL, "reminder_minutes" integer array, "assignment" character varying(20) NOT NULL, "fairness_window_days" integer NOT NULL, "deleted_at" TIMESTAMP(3) WITH TIME ZONE, "version" integer NOT NULL DEFAULT '1', "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "event_types_parent_check" CHECK (parent_id IS NULL OR (for_organization AND assignment = 'single')), CONSTRAINT "event_types_organization_check" CHECK (for_organization OR organization_id IS NULL), CONSTRAINT "event_types_fairness_check" CHECK (fairness_window_days BETWEEN 1 AND 365), CONSTRAINT "event_types_assignment_check" CHECK (assignment IN ('single', 'round_robin', 'collective')), CONSTRAINT "event_types_seats_check" CHECK (seats BETWEEN 1 AND 1000 AND (seats = 1 OR assignment <> 'round_robin')), CONSTRAINT "event_types_notice_check" CHECK (minimum_notice_minutes BETWEEN 0 AND 525600), CONSTRAINT "event_types_buffers_check" CHECK (buffer_before_minutes BETWEEN 0 AND 1440 AND buffer_after_minutes BETWEEN 0 AND 1440), CONSTRAINT "event_types_slot_interval_check" CHECK (slot_interval_minutes BETWEEN 5 AND 1440), CONSTRAINT "event_types_durations_check" CHECK (cardinality(durations) BETWEEN 1 AND 8 AND 5 <= ALL (durations) AND 1440 >= ALL (durations)), CONSTRAINT "event_types_slug_check" CHECK (slug ~ '^[a-z0-9](-?[a-z0-9])*$' AND length(slug) BETWEEN 3 AND 64), CONSTRAINT "event_types_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "event_types_organization_created" ON "event_types"  ("organization_id", "created_at", "id") WHERE organization_id IS NOT NULL`,
    );
    await runner.query(`CREATE INDEX "event_types_owner_created" ON "event_types"  ("owner_id", "created_at", "id") `);
    await runner.query(
      `CREATE UNIQUE INDEX "event_types_copy_key" ON "event_types"  ("parent_id", "owner_id") WHERE parent_id IS NOT NULL AND (deleted_at IS NULL AND (organization_id IS NOT NULL OR NOT for_organization))`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX "event_types_slug_key" ON "event_types"  ("slug") WHERE (deleted_at IS NULL AND (organization_id IS NOT NULL OR NOT for_organization))`,
    );
    await runner.query(
      `ALTER TABLE "event_type_bookables" ADD CONSTRAINT "event_type_bookables_type_fkey" FOREIGN KEY ("event_type_id") REFERENCES "event_types"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "event_type_bookables" ADD CONSTRAINT "event_type_bookables_bookable_fkey" FOREIGN KEY ("bookable_id") REFERENCES "bookables"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "event_type_hosts" ADD CONSTRAINT "event_type_hosts_type_fkey" FOREIGN KEY ("event_type_id") REFERENCES "event_types"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "event_type_hosts" ADD CONSTRAINT "event_type_hosts_user_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "event_type_hosts" ADD CONSTRAINT "event_type_hosts_schedule_fkey" FOREIGN KEY ("schedule_id") REFERENCES "schedules"("id") ON DELETE SET NULL ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "event_type_hosts" ADD CONSTRAINT "event_type_hosts_member_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "organization_members"("organization_id","user_id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "event_types" ADD CONSTRAINT "event_types_owner_fkey" FOREIGN KEY ("owner_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "event_types" ADD CONSTRAINT "event_types_organization_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE SET NULL ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "event_types" ADD CONSTRAINT "event_types_parent_fkey" FOREIGN KEY ("parent_id") REFERENCES "event_types"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "event_types" DROP CONSTRAINT "event_types_parent_fkey"`);
    await runner.query(`ALTER TABLE "event_types" DROP CONSTRAINT "event_types_organization_fkey"`);
    await runner.query(`ALTER TABLE "event_types" DROP CONSTRAINT "event_types_owner_fkey"`);
    await runner.query(`ALTER TABLE "event_type_hosts" DROP CONSTRAINT "event_type_hosts_member_fkey"`);
    await runner.query(`ALTER TABLE "event_type_hosts" DROP CONSTRAINT "event_type_hosts_schedule_fkey"`);
    await runner.query(`ALTER TABLE "event_type_hosts" DROP CONSTRAINT "event_type_hosts_user_fkey"`);
    await runner.query(`ALTER TABLE "event_type_hosts" DROP CONSTRAINT "event_type_hosts_type_fkey"`);
    await runner.query(`ALTER TABLE "event_type_bookables" DROP CONSTRAINT "event_type_bookables_bookable_fkey"`);
    await runner.query(`ALTER TABLE "event_type_bookables" DROP CONSTRAINT "event_type_bookables_type_fkey"`);
    await runner.query(`DROP INDEX "public"."event_types_slug_key"`);
    await runner.query(`DROP INDEX "public"."event_types_copy_key"`);
    await runner.query(`DROP INDEX "public"."event_types_owner_created"`);
    await runner.query(`DROP INDEX "public"."event_types_organization_created"`);
    await runner.query(`DROP TABLE "event_types"`);
    await runner.query(`DROP INDEX "public"."event_type_hosts_user"`);
    await runner.query(`DROP INDEX "public"."event_type_hosts_schedule"`);
    await runner.query(`DROP INDEX "public"."event_type_hosts_member"`);
    await runner.query(`DROP TABLE "event_type_hosts"`);
    await runner.query(`DROP INDEX "public"."event_type_bookables_bookable"`);
    await runner.query(`DROP TABLE "event_type_bookables"`);
  }
}
