import type { MigrationInterface, QueryRunner } from 'typeorm';

export class GuestsOfRooms1795954510000 implements MigrationInterface {
  readonly name = 'GuestsOfRooms1795954510000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "session_guests" ("id" uuid NOT NULL DEFAULT uuidv7(), "session_id" uuid NOT NULL, "role" character varying(20) NOT NULL, "name" character varying(100), "created_by" uuid, "attendee_id" uuid, "token_hash" character(64) NOT NULL, "sealed_secret" text, "starts_at" TIMESTAMP(3) WITH TIME ZONE, "opens_at" TIMESTAMP(3) WITH TIME ZONE, "expires_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "entered_at" TIMESTAMP(3) WITH TIME ZONE, "revoked_at" TIMESTAMP(3) WITH TIME ZONE, "is_barred" boolean NOT NULL DEFAULT false, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "session_guests_token_key" UNIQUE ("token_hash"), CONSTRAINT "session_guests_attendee_key" UNIQUE ("attendee_id"), CONSTRAINT "session_guests_role_check" CHECK (role IN ('viewer', 'editor')), CONSTRAINT "session_guests_origin_check" CHECK (num_nonnulls(created_by, attendee_id) = 1), CONSTRAINT "session_guests_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "session_guests_created" ON "session_guests" ("session_id", "created_at", "id") `);
    await runner.query(
      `CREATE INDEX "session_guests_creator" ON "session_guests" ("created_by") WHERE created_by IS NOT NULL`,
    );
    await runner.query(`CREATE INDEX "session_guests_named" ON "session_guests" ("expires_at") WHERE name IS NOT NULL`);
    await runner.query(
      `ALTER TABLE "session_guests" ADD CONSTRAINT "session_guests_session_fkey" FOREIGN KEY ("session_id") REFERENCES "sessions"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "session_guests" ADD CONSTRAINT "session_guests_creator_fkey" FOREIGN KEY ("created_by") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await this.letGuests(runner, 'session_clients', 'user', 'person');
    await this.letGuests(runner, 'session_messages', 'author', 'author');
  }

  /** What guests wrote and said goes with them. */
  async down(runner: QueryRunner): Promise<void> {
    await this.letNoGuests(runner, 'session_messages', 'author', 'author');
    await this.letNoGuests(runner, 'session_clients', 'user', 'person');
    await runner.query(`DROP TABLE "session_guests"`);
  }

  private async letGuests(runner: QueryRunner, table: string, account: string, check: string): Promise<void> {
    await runner.query(`ALTER TABLE "${table}" ADD "guest_id" uuid`);
    await runner.query(`ALTER TABLE "${table}" ALTER COLUMN "${account}_id" DROP NOT NULL`);
    await runner.query(
      `ALTER TABLE "${table}" ADD CONSTRAINT "${table}_${check}_check" CHECK (num_nonnulls(${account}_id, guest_id) = 1)`,
    );
    await runner.query(`CREATE INDEX "${table}_guest" ON "${table}" ("guest_id") WHERE guest_id IS NOT NULL`);
    await runner.query(
      `ALTER TABLE "${table}" ADD CONSTRAINT "${table}_guest_fkey" FOREIGN KEY ("guest_id") REFERENCES "session_guests"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
  }

  private async letNoGuests(runner: QueryRunner, table: string, account: string, check: string): Promise<void> {
    await runner.query(`DELETE FROM "${table}" WHERE "guest_id" IS NOT NULL`);
    await runner.query(`ALTER TABLE "${table}" DROP CONSTRAINT "${table}_guest_fkey"`);
    await runner.query(`DROP INDEX "${table}_guest"`);
    await runner.query(`ALTER TABLE "${table}" DROP CONSTRAINT "${table}_${check}_check"`);
    await runner.query(`ALTER TABLE "${table}" ALTER COLUMN "${account}_id" SET NOT NULL`);
    await runner.query(`ALTER TABLE "${table}" DROP COLUMN "guest_id"`);
  }
}
