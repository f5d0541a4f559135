import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Analytics1795243146359 implements MigrationInterface {
  readonly name = 'Analytics1795243146359';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "analytics_events" ("id" uuid NOT NULL DEFAULT uuidv7(), "user_id" uuid, "anonymous_id" character varying(100), "event_type" character varying(100) NOT NULL, "metadata" jsonb NOT NULL DEFAULT '{}', "source" character varying(10) NOT NULL, "message_id" uuid, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "analytics_events_message_check" CHECK ((source = 'domain') = (message_id IS NOT NULL)), CONSTRAINT "analytics_events_source_check" CHECK (source IN ('client', 'domain')), CONSTRAINT "analytics_events_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "analytics_events_user" ON "analytics_events"  ("user_id", "created_at", "id") WHERE user_id IS NOT NULL`,
    );
    await runner.query(
      `CREATE INDEX "analytics_events_type" ON "analytics_events"  ("event_type", "created_at", "id") `,
    );
    await runner.query(`CREATE INDEX "analytics_events_created" ON "analytics_events"  ("created_at", "id") `);
    await runner.query(
      `CREATE UNIQUE INDEX "analytics_events_message_key" ON "analytics_events"  ("message_id") WHERE message_id IS NOT NULL`,
    );
    await runner.query(
      `ALTER TABLE "analytics_events" ADD CONSTRAINT "analytics_events_user_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "analytics_events" DROP CONSTRAINT "analytics_events_user_fkey"`);
    await runner.query(`DROP INDEX "public"."analytics_events_message_key"`);
    await runner.query(`DROP INDEX "public"."analytics_events_created"`);
    await runner.query(`DROP INDEX "public"."analytics_events_type"`);
    await runner.query(`DROP INDEX "public"."analytics_events_user"`);
    await runner.query(`DROP TABLE "analytics_events"`);
  }
}
