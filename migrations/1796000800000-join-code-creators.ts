import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A code admits nobody at once any more when whoever made it does not manage the organization any more. */
export class JoinCodeCreators1796000800000 implements MigrationInterface {
  readonly name = 'JoinCodeCreators1796000800000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "organization_join_codes" ADD "created_by" uuid`);
    await runner.query(
      `CREATE INDEX "organization_join_codes_creator" ON "organization_join_codes" ("created_by") WHERE created_by IS NOT NULL`,
    );
    await runner.query(
      `ALTER TABLE "organization_join_codes" ADD CONSTRAINT "organization_join_codes_creator_fkey" FOREIGN KEY ("created_by") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "organization_join_codes" DROP COLUMN "created_by"`);
  }
}
