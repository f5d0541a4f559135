import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Erasures1795726099678 implements MigrationInterface {
  readonly name = 'Erasures1795726099678';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "users" ADD "erasure_requested_at" TIMESTAMP(3) WITH TIME ZONE`);
    await runner.query(`UPDATE "users" SET "erasure_requested_at" = "erased_at" WHERE "erased_at" IS NOT NULL`);
    await runner.query(`
      CREATE TABLE "erasures" (
        "id" uuid NOT NULL DEFAULT uuidv7(),
        "user_id" uuid NOT NULL,
        "token_hash" character(64) NOT NULL,
        "status" character varying(10) NOT NULL DEFAULT 'ending',
        "done" integer NOT NULL DEFAULT '0',
        "total" integer NOT NULL,
        "position" integer NOT NULL DEFAULT '0',
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "finished_at" TIMESTAMP(3) WITH TIME ZONE,
        CONSTRAINT "erasures_pkey" PRIMARY KEY ("id"),
        CONSTRAINT "erasures_user_key" UNIQUE ("user_id"),
        CONSTRAINT "erasures_token_key" UNIQUE ("token_hash"),
        CONSTRAINT "erasures_status_check" CHECK (status IN ('ending', 'telling', 'erasing', 'done')),
        CONSTRAINT "erasures_finished_check" CHECK ((status = 'done') = (finished_at IS NOT NULL)),
        CONSTRAINT "erasures_progress_check" CHECK (done BETWEEN 0 AND total),
        CONSTRAINT "erasures_user_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION
      )`);
    await runner.query(`CREATE INDEX "erasures_created" ON "erasures" ("created_at", "id")`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "erasures"`);
    await runner.query(`ALTER TABLE "users" DROP COLUMN "erasure_requested_at"`);
  }
}
