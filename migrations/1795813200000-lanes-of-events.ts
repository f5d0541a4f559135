import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What waited without a lane waits in that of the system now. */
export class LanesOfEvents1795813200000 implements MigrationInterface {
  readonly name = 'LanesOfEvents1795813200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "public"."outbox_messages_lanes"`);
    await runner.query(`DROP INDEX "public"."outbox_messages_unpublished"`);
    await runner.query(
      `ALTER TABLE "outbox_messages" ADD "is_in_line" boolean NOT NULL DEFAULT true, ADD "about" character varying(250)`,
    );
    await runner.query(
      `UPDATE "outbox_messages" SET "is_in_line" = false WHERE published_at IS NULL AND available_at > now()`,
    );
    await runner.query(
      `ALTER TABLE "outbox_messages" ALTER COLUMN "lane" TYPE character varying(100) COLLATE "C" USING coalesce("lane", 'events/system'),
         ALTER COLUMN "lane" SET DEFAULT 'events/system', ALTER COLUMN "lane" SET NOT NULL`,
    );
    await runner.query(
      `CREATE INDEX "outbox_messages_scheduled" ON "outbox_messages"  ("available_at") WHERE published_at IS NULL AND NOT is_in_line`,
    );
    await runner.query(
      `CREATE INDEX "outbox_messages_lanes" ON "outbox_messages"  ("lane", "priority", "available_at") WHERE published_at IS NULL AND is_in_line`,
    );
    await runner.query(
      `CREATE INDEX "outbox_messages_about" ON "outbox_messages"  ("about") WHERE published_at IS NULL AND is_in_line AND about IS NOT NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "public"."outbox_messages_lanes"`);
    await runner.query(`DROP INDEX "public"."outbox_messages_scheduled"`);
    await runner.query(
      `ALTER TABLE "outbox_messages" ALTER COLUMN "lane" TYPE character varying(100) COLLATE "default",
         ALTER COLUMN "lane" DROP DEFAULT, ALTER COLUMN "lane" DROP NOT NULL`,
    );
    await runner.query(`UPDATE "outbox_messages" SET "lane" = NULL WHERE "lane" LIKE 'events/%'`);
    await runner.query(`DROP INDEX "public"."outbox_messages_about"`);
    await runner.query(`ALTER TABLE "outbox_messages" DROP COLUMN "is_in_line", DROP COLUMN "about"`);
    await runner.query(
      `CREATE INDEX "outbox_messages_unpublished" ON "outbox_messages"  ("available_at") WHERE published_at IS NULL AND lane IS NULL`,
    );
    await runner.query(
      `CREATE INDEX "outbox_messages_lanes" ON "outbox_messages"  ("lane", "priority", "available_at") WHERE published_at IS NULL AND lane IS NOT NULL`,
    );
  }
}
