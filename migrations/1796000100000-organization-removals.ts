import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who was taken out of an organization is not let in again by a code alone. */
export class OrganizationRemovals1796000100000 implements MigrationInterface {
  readonly name = 'OrganizationRemovals1796000100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "organization_removals" ("organization_id" uuid NOT NULL, "user_id" uuid NOT NULL, "removed_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "organization_removals_pkey" PRIMARY KEY ("organization_id", "user_id"))`,
    );
    await runner.query(`CREATE INDEX "organization_removals_user" ON "organization_removals" ("user_id")`);
    await runner.query(
      `ALTER TABLE "organization_removals" ADD CONSTRAINT "organization_removals_organization_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "organization_removals" ADD CONSTRAINT "organization_removals_user_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "organization_removals"`);
  }
}
