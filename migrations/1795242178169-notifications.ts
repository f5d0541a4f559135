import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Notifications1795242178169 implements MigrationInterface {
  readonly name = 'Notifications1795242178169';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "notification_feeds" ("user_id" uuid NOT NULL, "last_seq" bigint NOT NULL, "closed_at" TIMESTAMP(3) WITH TIME ZONE, CONSTRAINT "notification_feeds_pkey" PRIMARY KEY ("user_id"))`,
    );
    await runner.query(
      `CREATE TABLE "notifications" ("id" uuid NOT NULL DEFAULT uuidv7(), "user_id" uuid NOT NULL, "seq" bigint NOT NULL, "type" character varying(64) NOT NULL, "title" character varying(200) NOT NULL, "message" character varying(2000) NOT NULL, "is_read" boolean NOT NULL DEFAULT false, "metadata" jsonb NOT NULL DEFAULT '{}', "cause" character varying(200) NOT NULL, "read_at" TIMESTAMP(3) WITH TIME ZONE, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(), CONSTRAINT "notifications_seq_key" UNIQUE ("user_id", "seq"), CONSTRAINT "notifications_cause_key" UNIQUE ("user_id", "cause"), CONSTRAINT "notifications_read_check" CHECK (is_read = (read_at IS NOT NULL)), CONSTRAINT "notifications_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "notifications_unread" ON "notifications"  ("user_id", "seq") WHERE NOT is_read`);
    await runner.query(
      `ALTER TABLE "notification_feeds" ADD CONSTRAINT "notification_feeds_user_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "notifications" ADD CONSTRAINT "notifications_user_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "notifications" DROP CONSTRAINT "notifications_user_fkey"`);
    await runner.query(`ALTER TABLE "notification_feeds" DROP CONSTRAINT "notification_feeds_user_fkey"`);
    await runner.query(`DROP INDEX "public"."notifications_unread"`);
    await runner.query(`DROP TABLE "notifications"`);
    await runner.query(`DROP TABLE "notification_feeds"`);
  }
}
