import type { MigrationInterface, QueryRunner } from 'typeorm';

export class MailLanes1795724561514 implements MigrationInterface {
  readonly name = 'MailLanes1795724561514';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "outbox_messages" ADD "lane" character varying(100)`);
    await runner.query(`DROP INDEX "public"."outbox_messages_unpublished"`);
    await runner.query(
      `CREATE INDEX "outbox_messages_unpublished" ON "outbox_messages"  ("available_at") WHERE published_at IS NULL AND lane IS NULL`,
    );
    await runner.query(
      `CREATE INDEX "outbox_messages_lanes" ON "outbox_messages"  ("lane", "priority", "available_at") WHERE published_at IS NULL AND lane IS NOT NULL`,
    );
    await runner.query(`ALTER TABLE "email_deliveries" ADD "sender_id" uuid`);
    await runner.query(
      `ALTER TABLE "email_deliveries" ADD CONSTRAINT "email_deliveries_sender_fkey" FOREIGN KEY ("sender_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE NO ACTION`,
    );
    await runner.query(`ALTER TABLE "email_deliveries" DROP CONSTRAINT "email_deliveries_status_check"`);
    await runner.query(
      `ALTER TABLE "email_deliveries" ADD CONSTRAINT "email_deliveries_status_check" CHECK (status IN ('held', 'queued', 'sending', 'sent', 'failed', 'bounced'))`,
    );
    await runner.query(
      `CREATE INDEX "email_deliveries_held" ON "email_deliveries"  ("sender_id") WHERE status = 'held'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "public"."email_deliveries_held"`);
    await runner.query(`DELETE FROM "email_deliveries" WHERE status = 'held'`);
    await runner.query(`ALTER TABLE "email_deliveries" DROP CONSTRAINT "email_deliveries_status_check"`);
    await runner.query(
      `ALTER TABLE "email_deliveries" ADD CONSTRAINT "email_deliveries_status_check" CHECK (status IN ('queued', 'sending', 'sent', 'failed', 'bounced'))`,
    );
    await runner.query(`ALTER TABLE "email_deliveries" DROP CONSTRAINT "email_deliveries_sender_fkey"`);
    await runner.query(`ALTER TABLE "email_deliveries" DROP COLUMN "sender_id"`);
    await runner.query(`DROP INDEX "public"."outbox_messages_lanes"`);
    await runner.query(`DROP INDEX "public"."outbox_messages_unpublished"`);
    await runner.query(
      `CREATE INDEX "outbox_messages_unpublished" ON "outbox_messages"  ("available_at") WHERE published_at IS NULL`,
    );
    await runner.query(`ALTER TABLE "outbox_messages" DROP COLUMN "lane"`);
  }
}
