import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SessionPastes1795999500000 implements MigrationInterface {
  readonly name = 'SessionPastes1795999500000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "sessions" ADD "has_paste_log" boolean NOT NULL DEFAULT false`);
    await runner.query(
      `CREATE TABLE "session_pastes" ("id" uuid NOT NULL DEFAULT uuidv7(), "session_id" uuid NOT NULL, "seq" bigint NOT NULL, "user_id" uuid, "guest_id" uuid, "file_id" character varying(40) NOT NULL, "path" character varying(90) NOT NULL, "length" integer NOT NULL, "way" character varying(20) NOT NULL, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "session_pastes_person_check" CHECK (num_nonnulls(user_id, guest_id) = 1), CONSTRAINT "session_pastes_way_check" CHECK (way IN ('at_once', 'after_offline', 'over_api')), CONSTRAINT "session_pastes_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "session_pastes_created" ON "session_pastes" ("session_id", "created_at", "id")`);
    await runner.query(
      `CREATE INDEX "session_pastes_user" ON "session_pastes" ("user_id", "session_id", "created_at", "id") WHERE user_id IS NOT NULL`,
    );
    await runner.query(
      `CREATE INDEX "session_pastes_guest" ON "session_pastes" ("guest_id") WHERE guest_id IS NOT NULL`,
    );
    for (const [key, column, table, onDelete] of [
      ['session', 'session_id', 'sessions', 'CASCADE'],
      ['user', 'user_id', 'users', 'NO ACTION'],
      ['guest', 'guest_id', 'session_guests', 'CASCADE'],
    ] as const)
      await runner.query(
        `ALTER TABLE "session_pastes" ADD CONSTRAINT "session_pastes_${key}_fkey" FOREIGN KEY ("${column}") REFERENCES "${table}"("id") ON DELETE ${onDelete} ON UPDATE NO ACTION`,
      );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "session_pastes"`);
    await runner.query(`ALTER TABLE "sessions" DROP COLUMN "has_paste_log"`);
  }
}
