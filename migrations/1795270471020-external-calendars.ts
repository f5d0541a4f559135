import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ExternalCalendars1795270471020 implements MigrationInterface {
  readonly name = 'ExternalCalendars1795270471020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "external_calendars" ("id" uuid NOT NULL DEFAULT uuidv7(), "owner_id" uuid NOT NULL, "bookable_id" uuid NOT NULL, "name" character varying(100) NOT NULL, "sealed_url" text NOT NULL, "masked_url" character varying(300) NOT NULL, "next_sync_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), "leased_until" TIMESTAMP(3) WITH TIME ZONE, "last_sync_at" TIMESTAMP(3) WITH TIME ZONE, "last_status" character varying(10), "last_error_code" character varying(40), "last_error_message" character varying(300), "failures" integer NOT NULL DEFAULT '0', "event_count" integer, "read_at" TIMESTAMP(3) WITH TIME ZONE, "etag" character varying(300), "last_modified" character varying(100), "version" integer NOT NULL DEFAULT '1', "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "external_calendars_error_check" CHECK ((last_status = 'error') = (last_error_code IS NOT NULL)), CONSTRAINT "external_calendars_status_check" CHECK (last_status IN ('ok', 'error')), CONSTRAINT "external_calendars_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "external_calendars_next_sync" ON "external_calendars"  ("next_sync_at") `);
    await runner.query(`CREATE INDEX "external_calendars_bookable" ON "external_calendars"  ("bookable_id") `);
    await runner.query(
      `CREATE INDEX "external_calendars_owner_created" ON "external_calendars"  ("owner_id", "created_at", "id") `,
    );
    await runner.query(
      `ALTER TABLE "external_calendars" ADD CONSTRAINT "external_calendars_owner_fkey" FOREIGN KEY ("owner_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "external_calendars" ADD CONSTRAINT "external_calendars_bookable_fkey" FOREIGN KEY ("bookable_id") REFERENCES "bookables"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "external_calendars"`);
  }
}
