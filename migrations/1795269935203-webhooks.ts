import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Webhooks1795269935203 implements MigrationInterface {
  readonly name = 'Webhooks1795269935203';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "webhook_attempts" ("delivery_id" uuid NOT NULL, "number" integer NOT NULL, "started_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "duration_ms" integer NOT NULL, "url" character varying(2048) NOT NULL, "request_headers" jsonb NOT NULL, "response_status" smallint, "response_headers" jsonb, "response_body" text, "response_is_cut" boolean, "error_code" character varying(30), "error_message" character varying(300), CONSTRAINT "webhook_attempts_pkey" PRIMARY KEY ("delivery_id", "number"))`,
    );
    await runner.query(
      `CREATE TABLE "webhook_deliveries" ("id" uuid NOT NULL DEFAULT uuidv7(), "webhook_id" uuid NOT NULL, "message_id" uuid NOT NULL, "event" character varying(100) NOT NULL, "sequence" integer, "body" text NOT NULL, "people" text array NOT NULL, "status" character varying(20) NOT NULL DEFAULT 'pending', "attempts" integer NOT NULL DEFAULT '0', "attempts_before" integer NOT NULL DEFAULT '0', "last_error" character varying(300), "retries_end_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "next_attempt_at" TIMESTAMP(3) WITH TIME ZONE, "finished_at" TIMESTAMP(3) WITH TIME ZONE, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "webhook_deliveries_message_key" UNIQUE ("webhook_id", "message_id"), CONSTRAINT "webhook_deliveries_status_check" CHECK (status IN ('pending', 'sending', 'delivered', 'failed', 'dropped')), CONSTRAINT "webhook_deliveries_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "webhook_deliveries_created" ON "webhook_deliveries"  ("created_at") `);
    await runner.query(
      `CREATE INDEX "webhook_deliveries_waiting" ON "webhook_deliveries"  ("webhook_id") WHERE status = 'pending'`,
    );
    await runner.query(
      `CREATE INDEX "webhook_deliveries_webhook_created" ON "webhook_deliveries"  ("webhook_id", "created_at", "id") `,
    );
    await runner.query(`CREATE INDEX "webhook_deliveries_people" ON "webhook_deliveries" USING gin ("people")`);
    await runner.query(
      `CREATE TABLE "webhook_sequences" ("booking_id" uuid NOT NULL, "last" integer NOT NULL, CONSTRAINT "webhook_sequences_pkey" PRIMARY KEY ("booking_id"))`,
    );
    await runner.query(
      `CREATE TABLE "webhooks" ("id" uuid NOT NULL DEFAULT uuidv7(), "user_id" uuid, "organization_id" uuid, "url" character varying(2048) NOT NULL, "description" character varying(200), "events" text array NOT NULL, "is_active" boolean NOT NULL DEFAULT true, "disabled_at" TIMESTAMP(3) WITH TIME ZONE, "disabled_reason" character varying(20), "failing_since" TIMESTAMP(3) WITH TIME ZONE, "secret" text NOT NULL, "previous_secret" text, "previous_secret_ends_at" TIMESTAMP(3) WITH TIME ZONE, "version" integer NOT NULL DEFAULT '1', "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "webhooks_previous_check" CHECK ((previous_secret IS NULL) = (previous_secret_ends_at IS NULL)), CONSTRAINT "webhooks_disabled_check" CHECK ((disabled_at IS NULL) = (disabled_reason IS NULL) AND NOT (is_active AND disabled_at IS NOT NULL)), CONSTRAINT "webhooks_events_check" CHECK (cardinality(events) BETWEEN 1 AND 50), CONSTRAINT "webhooks_owner_check" CHECK (num_nonnulls(user_id, organization_id) = 1), CONSTRAINT "webhooks_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "webhooks_organization" ON "webhooks"  ("organization_id", "created_at", "id") WHERE organization_id IS NOT NULL`,
    );
    await runner.query(
      `CREATE INDEX "webhooks_user" ON "webhooks"  ("user_id", "created_at", "id") WHERE user_id IS NOT NULL`,
    );
    await runner.query(
      `ALTER TABLE "webhook_attempts" ADD CONSTRAINT "webhook_attempts_delivery_fkey" FOREIGN KEY ("delivery_id") REFERENCES "webhook_deliveries"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_webhook_fkey" FOREIGN KEY ("webhook_id") REFERENCES "webhooks"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "webhook_sequences" ADD CONSTRAINT "webhook_sequences_booking_fkey" FOREIGN KEY ("booking_id") REFERENCES "bookings"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "webhooks" ADD CONSTRAINT "webhooks_user_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "webhooks" ADD CONSTRAINT "webhooks_organization_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "webhooks" DROP CONSTRAINT "webhooks_organization_fkey"`);
    await runner.query(`ALTER TABLE "webhooks" DROP CONSTRAINT "webhooks_user_fkey"`);
    await runner.query(`ALTER TABLE "webhook_sequences" DROP CONSTRAINT "webhook_sequences_booking_fkey"`);
    await runner.query(`ALTER TABLE "webhook_deliveries" DROP CONSTRAINT "webhook_deliveries_webhook_fkey"`);
    await runner.query(`ALTER TABLE "webhook_attempts" DROP CONSTRAINT "webhook_attempts_delivery_fkey"`);
    await runner.query(`DROP INDEX "public"."webhooks_user"`);
    await runner.query(`DROP INDEX "public"."webhooks_organization"`);
    await runner.query(`DROP TABLE "webhooks"`);
    await runner.query(`DROP TABLE "webhook_sequences"`);
    await runner.query(`DROP INDEX "public"."webhook_deliveries_people"`);
    await runner.query(`DROP INDEX "public"."webhook_deliveries_webhook_created"`);
    await runner.query(`DROP INDEX "public"."webhook_deliveries_waiting"`);
    await runner.query(`DROP INDEX "public"."webhook_deliveries_created"`);
    await runner.query(`DROP TABLE "webhook_deliveries"`);
    await runner.query(`DROP TABLE "webhook_attempts"`);
  }
}
