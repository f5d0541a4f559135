import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Sessions1795946000000 implements MigrationInterface {
  readonly name = 'Sessions1795946000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "sessions" ("id" uuid NOT NULL DEFAULT uuidv7(), "owner_id" uuid NOT NULL, "organization_id" uuid, "title" character varying(100) NOT NULL, "description" character varying(500), "language" character varying(20) NOT NULL, "status" character varying(20) NOT NULL DEFAULT 'active', "is_public" boolean NOT NULL, "is_locked" boolean NOT NULL DEFAULT false, "max_collaborators" integer NOT NULL, "edit_count" integer NOT NULL DEFAULT '0', "run_count" integer NOT NULL DEFAULT '0', "run_ms" double precision NOT NULL DEFAULT '0', "last_activity_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), "version" integer NOT NULL DEFAULT '1', "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "sessions_places_check" CHECK (max_collaborators BETWEEN 1 AND 50), CONSTRAINT "sessions_status_check" CHECK (status IN ('active', 'paused', 'completed', 'archived')), CONSTRAINT "sessions_language_check" CHECK (language IN ('javascript', 'python', 'java', 'cpp', 'csharp', 'php', 'ruby', 'go', 'rust')), CONSTRAINT "sessions_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "sessions_owner_updated" ON "sessions" ("owner_id", "updated_at", "id")`);
    await runner.query(
      `CREATE INDEX "sessions_organization_updated" ON "sessions" ("organization_id", "updated_at", "id") WHERE organization_id IS NOT NULL`,
    );
    await runner.query(
      `CREATE INDEX "sessions_listed_activity" ON "sessions" ("last_activity_at", "id") WHERE is_public AND status = 'active'`,
    );
    await runner.query(
      `CREATE INDEX "sessions_listed_created" ON "sessions" ("created_at", "id") WHERE is_public AND status = 'active'`,
    );
    await runner.query(
      `CREATE INDEX "sessions_listed_language" ON "sessions" ("language", "last_activity_at", "id") WHERE is_public AND status = 'active'`,
    );
    await runner.query(
      `CREATE INDEX "sessions_trigrams" ON "sessions" USING gin (title gin_trgm_ops, description gin_trgm_ops) WHERE is_public AND status = 'active'`,
    );
    await runner.query(
      `ALTER TABLE "sessions" ADD CONSTRAINT "sessions_owner_fkey" FOREIGN KEY ("owner_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "sessions" ADD CONSTRAINT "sessions_organization_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE SET NULL ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "sessions"`);
  }
}
