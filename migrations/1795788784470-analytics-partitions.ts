import type { MigrationInterface, QueryRunner } from 'typeorm';

const COLUMNS = 'id, user_id, anonymous_id, event_type, metadata, source, message_id, created_at';

/** As the task that makes partitions from now on. */
const DAYS_AHEAD = 14;

/** Events by the day in UTC, so that old ones are dropped with their day instead of being deleted. */
export class AnalyticsPartitions1795788784470 implements MigrationInterface {
  readonly name = 'AnalyticsPartitions1795788784470';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "analytics_events" RENAME TO "analytics_events_before"`);
    await runner.query(`ALTER TABLE "analytics_events_before" DROP CONSTRAINT "analytics_events_user_fkey"`);
    await runner.query(`ALTER TABLE "analytics_events_before" DROP CONSTRAINT "analytics_events_pkey"`);
    await runner.query(
      `DROP INDEX "analytics_events_message_key", "analytics_events_created", "analytics_events_type", "analytics_events_user"`,
    );
    await runner.query(
      `CREATE TABLE "analytics_events" ("id" uuid NOT NULL DEFAULT uuidv7(), "user_id" uuid, "anonymous_id" character varying(100), "event_type" character varying(100) NOT NULL, "metadata" jsonb NOT NULL DEFAULT '{}', "source" character varying(10) NOT NULL, "message_id" uuid, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "analytics_events_source_check" CHECK (source IN ('client', 'domain')), CONSTRAINT "analytics_events_message_check" CHECK ((source = 'domain') = (message_id IS NOT NULL))) PARTITION BY RANGE (created_at)`,
    );
    await runner.query(`CREATE TABLE "analytics_events_default" PARTITION OF "analytics_events" DEFAULT`);
    await runner.query(
      `DO $$
       DECLARE day date;
       BEGIN
         FOR day IN
           SELECT (created_at AT TIME ZONE 'UTC')::date FROM "analytics_events_before"
           UNION SELECT (now() AT TIME ZONE 'UTC')::date + ahead FROM generate_series(0, ${DAYS_AHEAD}) AS ahead
         LOOP
           EXECUTE format('CREATE TABLE %I PARTITION OF "analytics_events" FOR VALUES FROM (%L) TO (%L)',
             'analytics_events_' || to_char(day, 'YYYYMMDD'), day || ' 00:00Z', (day + 1) || ' 00:00Z');
         END LOOP;
       END
       $$`,
    );
    await runner.query(`INSERT INTO "analytics_events" (${COLUMNS}) SELECT ${COLUMNS} FROM "analytics_events_before"`);
    await runner.query(`DROP TABLE "analytics_events_before"`);
    await runner.query(
      `ALTER TABLE "analytics_events" ADD CONSTRAINT "analytics_events_pkey" PRIMARY KEY ("created_at", "id")`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX "analytics_events_message_key" ON "analytics_events"  ("message_id", "created_at") WHERE message_id IS NOT NULL`,
    );
    await runner.query(
      `CREATE INDEX "analytics_events_type" ON "analytics_events"  ("event_type", "created_at", "id") `,
    );
    await runner.query(
      `CREATE INDEX "analytics_events_user" ON "analytics_events"  ("user_id", "created_at", "id") WHERE user_id IS NOT NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "analytics_events" RENAME TO "analytics_events_before"`);
    await runner.query(`ALTER TABLE "analytics_events_before" DROP CONSTRAINT "analytics_events_pkey"`);
    await runner.query(`DROP INDEX "analytics_events_message_key", "analytics_events_type", "analytics_events_user"`);
    await runner.query(
      `CREATE TABLE "analytics_events" ("id" uuid NOT NULL DEFAULT uuidv7(), "user_id" uuid, "anonymous_id" character varying(100), "event_type" character varying(100) NOT NULL, "metadata" jsonb NOT NULL DEFAULT '{}', "source" character varying(10) NOT NULL, "message_id" uuid, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "analytics_events_message_check" CHECK ((source = 'domain') = (message_id IS NOT NULL)), CONSTRAINT "analytics_events_source_check" CHECK (source IN ('client', 'domain')))`,
    );
    await runner.query(`INSERT INTO "analytics_events" (${COLUMNS}) SELECT ${COLUMNS} FROM "analytics_events_before"`);
    await runner.query(
      `UPDATE "analytics_events" SET user_id = NULL WHERE user_id IS NOT NULL AND NOT EXISTS (SELECT FROM "users" WHERE id = user_id)`,
    );
    await runner.query(`DROP TABLE "analytics_events_before"`);
    await runner.query(`ALTER TABLE "analytics_events" ADD CONSTRAINT "analytics_events_pkey" PRIMARY KEY ("id")`);
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
}
