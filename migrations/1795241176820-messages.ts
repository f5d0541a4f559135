import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Messages1795241176820 implements MigrationInterface {
  readonly name = 'Messages1795241176820';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "idempotency_keys" ("principal" character varying(80) NOT NULL, "route" character varying(200) NOT NULL, "key" character varying(255) NOT NULL, "fingerprint" character(64) NOT NULL, "status" smallint NOT NULL, "body" text NOT NULL, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY ("principal", "route", "key"))`,
    );
    await runner.query(`CREATE INDEX "idempotency_keys_created" ON "idempotency_keys"  ("created_at") `);
    await runner.query(
      `CREATE TABLE "dead_letters" ("id" uuid NOT NULL DEFAULT uuidv7(), "consumer" character varying(100) NOT NULL, "message_id" uuid NOT NULL, "error" text NOT NULL, "attempts" integer NOT NULL, "failed_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "dead_letters_consumer_message_key" UNIQUE ("consumer", "message_id"), CONSTRAINT "dead_letters_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "dead_letters_message" ON "dead_letters"  ("message_id") `);
    await runner.query(
      `CREATE TABLE "inbox_entries" ("consumer" character varying(100) NOT NULL, "message_id" uuid NOT NULL, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "inbox_entries_pkey" PRIMARY KEY ("consumer", "message_id"))`,
    );
    await runner.query(`CREATE INDEX "inbox_entries_message" ON "inbox_entries"  ("message_id") `);
    await runner.query(
      `CREATE TABLE "outbox_messages" ("id" uuid NOT NULL DEFAULT uuidv7(), "name" character varying(100) NOT NULL, "payload" jsonb NOT NULL, "request_id" character varying(128), "priority" smallint NOT NULL DEFAULT '0', "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), "available_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), "published_at" TIMESTAMP(3) WITH TIME ZONE, "consumers" text array, "round" smallint NOT NULL DEFAULT '0', "settled_at" TIMESTAMP(3) WITH TIME ZONE, CONSTRAINT "outbox_messages_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "outbox_messages_settled" ON "outbox_messages"  ("settled_at") WHERE settled_at IS NOT NULL`,
    );
    await runner.query(
      `CREATE INDEX "outbox_messages_unsettled" ON "outbox_messages"  ("published_at") WHERE published_at IS NOT NULL AND settled_at IS NULL`,
    );
    await runner.query(
      `CREATE INDEX "outbox_messages_unpublished" ON "outbox_messages"  ("available_at") WHERE published_at IS NULL`,
    );
    await runner.query(
      `ALTER TABLE "dead_letters" ADD CONSTRAINT "dead_letters_message_fkey" FOREIGN KEY ("message_id") REFERENCES "outbox_messages"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "inbox_entries" ADD CONSTRAINT "inbox_entries_message_fkey" FOREIGN KEY ("message_id") REFERENCES "outbox_messages"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "inbox_entries" DROP CONSTRAINT "inbox_entries_message_fkey"`);
    await runner.query(`ALTER TABLE "dead_letters" DROP CONSTRAINT "dead_letters_message_fkey"`);
    await runner.query(`DROP INDEX "public"."outbox_messages_unpublished"`);
    await runner.query(`DROP INDEX "public"."outbox_messages_unsettled"`);
    await runner.query(`DROP INDEX "public"."outbox_messages_settled"`);
    await runner.query(`DROP TABLE "outbox_messages"`);
    await runner.query(`DROP INDEX "public"."inbox_entries_message"`);
    await runner.query(`DROP TABLE "inbox_entries"`);
    await runner.query(`DROP INDEX "public"."dead_letters_message"`);
    await runner.query(`DROP TABLE "dead_letters"`);
    await runner.query(`DROP INDEX "public"."idempotency_keys_created"`);
    await runner.query(`DROP TABLE "idempotency_keys"`);
  }
}
