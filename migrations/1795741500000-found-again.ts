import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where people who leave are found in the mails of others, and the steps of their erasures. */
export class FoundAgain1795741500000 implements MigrationInterface {
  readonly name = 'FoundAgain1795741500000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX "email_deliveries_sender" ON "email_deliveries" ("sender_id", "id") WHERE sender_id IS NOT NULL`,
    );
    await runner.query(
      `CREATE INDEX "email_deliveries_cause_id" ON "email_deliveries"
       ((substring(cause from '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}')))`,
    );
    await runner.query(
      `CREATE INDEX "outbox_messages_texts" ON "outbox_messages" ("id")
       WHERE payload ?| ARRAY['address', 'email', 'name', 'organizationName', 'previousEmail', 'reason', 'removed', 'title']`,
    );
    await runner.query('ALTER TABLE "erasures" ADD "traces" jsonb');
    await runner.query(`ALTER TABLE "erasures" ADD "step" integer NOT NULL DEFAULT '0'`);
    await runner.query(
      `UPDATE "outbox_messages" SET "payload" = "payload" || '{"step": 0}'
       WHERE "name" = 'users.erase-person' AND "settled_at" IS NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "erasures" DROP COLUMN "step"');
    await runner.query('ALTER TABLE "erasures" DROP COLUMN "traces"');
    await runner.query('DROP INDEX "outbox_messages_texts"');
    await runner.query('DROP INDEX "email_deliveries_cause_id"');
    await runner.query('DROP INDEX "email_deliveries_sender"');
  }
}
