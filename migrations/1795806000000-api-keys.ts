import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ApiKeys1795806000000 implements MigrationInterface {
  readonly name = 'ApiKeys1795806000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "api_keys" ("id" uuid NOT NULL DEFAULT uuidv7(), "user_id" uuid NOT NULL, "name" character varying(100) NOT NULL, "hash" character varying(64) NOT NULL, "last_four" character varying(4) NOT NULL, "scopes" character varying(60) array NOT NULL, "requests_per_minute" integer, "expires_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "last_used_at" TIMESTAMP(3) WITH TIME ZONE, "last_used_network" character varying(45), "revoked_at" TIMESTAMP(3) WITH TIME ZONE, "warned_at" TIMESTAMP(3) WITH TIME ZONE, "version" integer NOT NULL DEFAULT 1, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "api_keys_hash_key" UNIQUE ("hash"), CONSTRAINT "api_keys_rate_check" CHECK (requests_per_minute > 0), CONSTRAINT "api_keys_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query('CREATE INDEX "api_keys_user" ON "api_keys" ("user_id", "created_at")');
    await runner.query('CREATE INDEX "api_keys_expires" ON "api_keys" ("expires_at")');
    await runner.query(
      'ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_user_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION',
    );
    // As of login sessions: whatever ends a key before its time, or changes what it may do.
    await runner.query(
      `CREATE TRIGGER "api_keys_change" AFTER UPDATE ON "api_keys" FOR EACH ROW
       WHEN (OLD.revoked_at IS NULL AND (NEW.revoked_at IS NOT NULL OR NEW.expires_at < OLD.expires_at
             OR NEW.hash <> OLD.hash OR NEW.user_id <> OLD.user_id OR NEW.scopes <> OLD.scopes
             OR NEW.requests_per_minute IS DISTINCT FROM OLD.requests_per_minute))
       EXECUTE FUNCTION note_session_change()`,
    );
    await runner.query(
      `CREATE TRIGGER "api_keys_removal" AFTER DELETE ON "api_keys" FOR EACH ROW
       WHEN (OLD.revoked_at IS NULL AND OLD.expires_at > now()) EXECUTE FUNCTION note_session_change()`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "api_keys"');
  }
}
