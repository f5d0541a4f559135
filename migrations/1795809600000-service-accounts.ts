import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ServiceAccounts1795809600000 implements MigrationInterface {
  readonly name = 'ServiceAccounts1795809600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "service_accounts" ("user_id" uuid NOT NULL, "organization_id" uuid NOT NULL, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "service_accounts_pkey" PRIMARY KEY ("user_id"))`,
    );
    await runner.query(
      'CREATE INDEX "service_accounts_organization" ON "service_accounts" ("organization_id", "created_at")',
    );
    await runner.query(
      'ALTER TABLE "service_accounts" ADD CONSTRAINT "service_accounts_user_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION',
    );
    await runner.query(
      'ALTER TABLE "service_accounts" ADD CONSTRAINT "service_accounts_organization_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE NO ACTION',
    );
    await runner.query('ALTER TABLE "api_keys" ADD "made_by" uuid');
    await runner.query('UPDATE "api_keys" SET "made_by" = "user_id"');
    await runner.query('CREATE INDEX "api_keys_maker" ON "api_keys" ("made_by")');
    await runner.query(
      'ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_maker_fkey" FOREIGN KEY ("made_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE NO ACTION',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "api_keys" DROP COLUMN "made_by"');
    await runner.query('DROP TABLE "service_accounts"');
  }
}
