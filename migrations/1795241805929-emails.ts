import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Emails1795241805929 implements MigrationInterface {
  readonly name = 'Emails1795241805929';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "email_deliveries" ("id" uuid NOT NULL DEFAULT uuidv7(), "template" character varying(40) NOT NULL, "recipient" citext NOT NULL, "recipient_name" character varying(200), "time_zone" character varying(64) NOT NULL, "user_id" uuid, "subject" text NOT NULL, "data" jsonb, "calendar" jsonb, "message_id" character varying(320) NOT NULL, "cause" character varying(200) NOT NULL, "priority" character varying(10) NOT NULL, "status" character varying(10) NOT NULL DEFAULT 'queued', "attempts" integer NOT NULL DEFAULT '0', "attempt_limit" integer NOT NULL, "last_error" text, "provider" character varying(20), "provider_message_id" text, "request_id" character varying(128), "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), "next_attempt_at" TIMESTAMP(3) WITH TIME ZONE, "sent_at" TIMESTAMP(3) WITH TIME ZONE, CONSTRAINT "email_deliveries_message_id_key" UNIQUE ("message_id"), CONSTRAINT "email_deliveries_cause_key" UNIQUE ("template", "recipient", "cause"), CONSTRAINT "email_deliveries_priority_check" CHECK (priority IN ('urgent', 'normal', 'bulk')), CONSTRAINT "email_deliveries_status_check" CHECK (status IN ('queued', 'sending', 'sent', 'failed', 'bounced')), CONSTRAINT "email_deliveries_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "email_deliveries_user" ON "email_deliveries"  ("user_id") WHERE user_id IS NOT NULL`,
    );
    await runner.query(
      `CREATE INDEX "email_deliveries_recipient" ON "email_deliveries"  ("recipient", "created_at", "id") `,
    );
    await runner.query(
      `CREATE INDEX "email_deliveries_template" ON "email_deliveries"  ("template", "created_at", "id") `,
    );
    await runner.query(`CREATE INDEX "email_deliveries_status" ON "email_deliveries"  ("status", "created_at", "id") `);
    await runner.query(`CREATE INDEX "email_deliveries_created" ON "email_deliveries"  ("created_at", "id") `);
    await runner.query(
      `ALTER TABLE "email_deliveries" ADD CONSTRAINT "email_deliveries_user_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "email_deliveries" DROP CONSTRAINT "email_deliveries_user_fkey"`);
    await runner.query(`DROP INDEX "public"."email_deliveries_created"`);
    await runner.query(`DROP INDEX "public"."email_deliveries_status"`);
    await runner.query(`DROP INDEX "public"."email_deliveries_template"`);
    await runner.query(`DROP INDEX "public"."email_deliveries_recipient"`);
    await runner.query(`DROP INDEX "public"."email_deliveries_user"`);
    await runner.query(`DROP TABLE "email_deliveries"`);
  }
}
