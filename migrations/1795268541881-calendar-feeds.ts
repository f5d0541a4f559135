import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CalendarFeeds1795268541881 implements MigrationInterface {
  readonly name = 'CalendarFeeds1795268541881';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "calendar_feeds" ("id" uuid NOT NULL DEFAULT uuidv7(), "owner_id" uuid NOT NULL, "scope" character varying(20) NOT NULL, "organization_id" uuid, "bookable_id" uuid, "secret_hash" character(64) NOT NULL, "sealed_secret" character varying(200) NOT NULL, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), "rotated_at" TIMESTAMP(3) WITH TIME ZONE, CONSTRAINT "calendar_feeds_secret_key" UNIQUE ("secret_hash"), CONSTRAINT "calendar_feeds_bookable_check" CHECK ((scope = 'bookable') = (bookable_id IS NOT NULL)), CONSTRAINT "calendar_feeds_organization_check" CHECK ((scope = 'organization') = (organization_id IS NOT NULL)), CONSTRAINT "calendar_feeds_scope_check" CHECK (scope IN ('person', 'organization', 'bookable')), CONSTRAINT "calendar_feeds_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX "calendar_feeds_bookable_key" ON "calendar_feeds"  ("bookable_id", "owner_id") WHERE bookable_id IS NOT NULL`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX "calendar_feeds_organization_key" ON "calendar_feeds"  ("organization_id", "owner_id") WHERE organization_id IS NOT NULL`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX "calendar_feeds_person_key" ON "calendar_feeds"  ("owner_id") WHERE scope = 'person'`,
    );
    await runner.query(
      `CREATE INDEX "calendar_feeds_owner_created" ON "calendar_feeds"  ("owner_id", "created_at", "id") `,
    );
    await runner.query(
      `ALTER TABLE "calendar_feeds" ADD CONSTRAINT "calendar_feeds_owner_fkey" FOREIGN KEY ("owner_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "calendar_feeds" ADD CONSTRAINT "calendar_feeds_organization_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "calendar_feeds" ADD CONSTRAINT "calendar_feeds_bookable_fkey" FOREIGN KEY ("bookable_id") REFERENCES "bookables"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "calendar_feeds"`);
  }
}
