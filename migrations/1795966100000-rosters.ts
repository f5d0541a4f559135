import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Rosters1795966100000 implements MigrationInterface {
  readonly name = 'Rosters1795966100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "roster_imports" ("id" uuid NOT NULL DEFAULT uuidv7(), "organization_id" uuid NOT NULL, "created_by" uuid, "kind" character varying(20) NOT NULL, "mode" character varying(20) NOT NULL, "match_by" character varying(20) NOT NULL, "date_order" character varying(20) NOT NULL, "encoding" character varying(20) NOT NULL, "separator" character varying(20) NOT NULL, "max_delete" integer, "max_delete_percent" integer NOT NULL, "state" character varying(20) NOT NULL DEFAULT 'uploading', "fault" jsonb, "counts" jsonb NOT NULL DEFAULT '{}', "ignored_columns" character varying(100) array NOT NULL DEFAULT '{}', "mark" character varying(32), "version" integer NOT NULL DEFAULT '1', "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), "applied_at" TIMESTAMP(3) WITH TIME ZONE, CONSTRAINT "roster_imports_state_check" CHECK (state IN ('uploading', 'checking', 'ready', 'blocked', 'refused', 'stale', 'applying', 'applied', 'undoing', 'undone', 'failed')), CONSTRAINT "roster_imports_separator_check" CHECK (separator IN ('auto', 'comma', 'semicolon', 'tab')), CONSTRAINT "roster_imports_encoding_check" CHECK (encoding IN ('auto', 'utf-8', 'windows-1252', 'utf-16le')), CONSTRAINT "roster_imports_dates_check" CHECK (date_order IN ('dayFirst', 'monthFirst')), CONSTRAINT "roster_imports_match_check" CHECK (match_by IN ('externalId', 'email')), CONSTRAINT "roster_imports_mode_check" CHECK (mode IN ('full', 'delta')), CONSTRAINT "roster_imports_kind_check" CHECK (kind IN ('students', 'facilitators', 'classes', 'offerings', 'enrolments')), CONSTRAINT "roster_imports_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "roster_imports_age" ON "roster_imports"  ("updated_at") `);
    await runner.query(`CREATE INDEX "roster_imports_creator" ON "roster_imports"  ("created_by") `);
    await runner.query(
      `CREATE UNIQUE INDEX "roster_imports_running" ON "roster_imports"  ("organization_id") WHERE state IN ('applying', 'undoing')`,
    );
    await runner.query(
      `CREATE INDEX "roster_imports_listed" ON "roster_imports"  ("organization_id", "created_at", "id") `,
    );
    await runner.query(
      `CREATE TABLE "roster_parts" ("import_id" uuid NOT NULL, "number" integer NOT NULL, "content" bytea NOT NULL, CONSTRAINT "roster_parts_pkey" PRIMARY KEY ("import_id", "number"))`,
    );
    await runner.query(
      `CREATE TABLE "roster_rows" ("id" uuid NOT NULL DEFAULT uuidv7(), "import_id" uuid NOT NULL, "number" integer NOT NULL, "line" integer, "source_key" character varying(700), "values" jsonb NOT NULL, "user_id" uuid, "target_id" uuid, "target_version" integer, "before" jsonb, "after" jsonb, "outcome" character varying(20), "fault_column" character varying(50), "reason" character varying(50), "is_waiting" boolean NOT NULL DEFAULT false, "is_taking" boolean NOT NULL DEFAULT false, "is_undone" boolean NOT NULL DEFAULT false, CONSTRAINT "roster_rows_number_key" UNIQUE ("import_id", "number"), CONSTRAINT "roster_rows_outcome_check" CHECK (outcome IN ('added', 'changed', 'moved', 'removed', 'unchanged', 'rejected')), CONSTRAINT "roster_rows_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "roster_rows_target" ON "roster_rows"  ("target_id") `);
    await runner.query(`CREATE INDEX "roster_rows_key" ON "roster_rows"  ("import_id", "source_key") `);
    await runner.query(`CREATE INDEX "roster_rows_person" ON "roster_rows"  ("user_id") `);
    await runner.query(
      `CREATE INDEX "roster_rows_outcome" ON "roster_rows"  ("import_id", "outcome", "number", "id") `,
    );
    await runner.query(
      `CREATE TABLE "roster_sources" ("id" uuid NOT NULL DEFAULT uuidv7(), "organization_id" uuid NOT NULL, "kind" character varying(20) NOT NULL, "source_key" character varying(700) NOT NULL, "target_id" uuid, "email" citext, "values" jsonb NOT NULL, "import_id" uuid, CONSTRAINT "roster_sources_key" UNIQUE ("organization_id", "kind", "source_key"), CONSTRAINT "roster_sources_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "roster_sources_waiting" ON "roster_sources"  ("organization_id", "email") WHERE target_id IS NULL`,
    );
    await runner.query(`CREATE INDEX "roster_sources_target" ON "roster_sources"  ("target_id") `);
    await runner.query(
      `ALTER TABLE "roster_imports" ADD CONSTRAINT "roster_imports_organization_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "roster_imports" ADD CONSTRAINT "roster_imports_creator_fkey" FOREIGN KEY ("created_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "roster_parts" ADD CONSTRAINT "roster_parts_import_fkey" FOREIGN KEY ("import_id") REFERENCES "roster_imports"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "roster_rows" ADD CONSTRAINT "roster_rows_import_fkey" FOREIGN KEY ("import_id") REFERENCES "roster_imports"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "roster_rows" ADD CONSTRAINT "roster_rows_user_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "roster_sources" ADD CONSTRAINT "roster_sources_organization_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "roster_sources" ADD CONSTRAINT "roster_sources_import_fkey" FOREIGN KEY ("import_id") REFERENCES "roster_imports"("id") ON DELETE SET NULL ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "roster_sources" DROP CONSTRAINT "roster_sources_import_fkey"`);
    await runner.query(`ALTER TABLE "roster_sources" DROP CONSTRAINT "roster_sources_organization_fkey"`);
    await runner.query(`ALTER TABLE "roster_rows" DROP CONSTRAINT "roster_rows_user_fkey"`);
    await runner.query(`ALTER TABLE "roster_rows" DROP CONSTRAINT "roster_rows_import_fkey"`);
    await runner.query(`ALTER TABLE "roster_parts" DROP CONSTRAINT "roster_parts_import_fkey"`);
    await runner.query(`ALTER TABLE "roster_imports" DROP CONSTRAINT "roster_imports_creator_fkey"`);
    await runner.query(`ALTER TABLE "roster_imports" DROP CONSTRAINT "roster_imports_organization_fkey"`);
    await runner.query(`DROP INDEX "public"."roster_sources_target"`);
    await runner.query(`DROP INDEX "public"."roster_sources_waiting"`);
    await runner.query(`DROP TABLE "roster_sources"`);
    await runner.query(`DROP INDEX "public"."roster_rows_outcome"`);
    await runner.query(`DROP INDEX "public"."roster_rows_person"`);
    await runner.query(`DROP INDEX "public"."roster_rows_key"`);
    await runner.query(`DROP INDEX "public"."roster_rows_target"`);
    await runner.query(`DROP TABLE "roster_rows"`);
    await runner.query(`DROP TABLE "roster_parts"`);
    await runner.query(`DROP INDEX "public"."roster_imports_listed"`);
    await runner.query(`DROP INDEX "public"."roster_imports_running"`);
    await runner.query(`DROP INDEX "public"."roster_imports_creator"`);
    await runner.query(`DROP INDEX "public"."roster_imports_age"`);
    await runner.query(`DROP TABLE "roster_imports"`);
  }
}
