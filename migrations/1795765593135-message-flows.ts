import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Messages that wait for others. */
export class MessageFlows1795765593135 implements MigrationInterface {
  readonly name = 'MessageFlows1795765593135';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "outbox_waits" (
         "parent_id" uuid NOT NULL,
         "child_id" uuid NOT NULL,
         CONSTRAINT "outbox_waits_pkey" PRIMARY KEY ("parent_id", "child_id"),
         CONSTRAINT "outbox_waits_parent_fkey" FOREIGN KEY ("parent_id") REFERENCES "outbox_messages"("id") ON DELETE CASCADE,
         CONSTRAINT "outbox_waits_child_fkey" FOREIGN KEY ("child_id") REFERENCES "outbox_messages"("id") ON DELETE CASCADE)`,
    );
    await runner.query('CREATE INDEX "outbox_waits_child" ON "outbox_waits" ("child_id")');
    await runner.query(
      `CREATE INDEX "outbox_messages_waiting" ON "outbox_messages" ("id")
       WHERE published_at IS NULL AND available_at = 'infinity'`,
    );
  }

  /** Who still waits is handed over: without the table nobody would ever do it. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `UPDATE "outbox_messages" SET available_at = now() WHERE published_at IS NULL AND available_at = 'infinity'`,
    );
    await runner.query('DROP INDEX "outbox_messages_waiting"');
    await runner.query('DROP TABLE "outbox_waits"');
  }
}
