import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PageNames1795941000000 implements MigrationInterface {
  readonly name = 'PageNames1795941000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "page_names" ("slug" character varying(60) NOT NULL, "user_id" uuid, "organization_id" uuid, CONSTRAINT "page_names_organization_key" UNIQUE ("organization_id"), CONSTRAINT "page_names_user_key" UNIQUE ("user_id"), CONSTRAINT "page_names_owner_check" CHECK (num_nonnulls(user_id, organization_id) = 1), CONSTRAINT "page_names_slug_check" CHECK (slug ~ '^[a-z0-9](-?[a-z0-9])*$' AND length(slug) BETWEEN 3 AND 60), CONSTRAINT "page_names_pkey" PRIMARY KEY ("slug"))`,
    );
    await runner.query(
      `ALTER TABLE "page_names" ADD CONSTRAINT "page_names_user_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "page_names" ADD CONSTRAINT "page_names_organization_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "page_names"`);
  }
}
