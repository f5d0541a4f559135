import type { MigrationInterface, QueryRunner } from 'typeorm';

export class OrganizationsOfEverybody1795952000000 implements MigrationInterface {
  readonly name = 'OrganizationsOfEverybody1795952000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX "organizations_created" ON "organizations" ("created_at", "id")');
    await runner.query('CREATE INDEX "organizations_name" ON "organizations" ("name", "id")');
    await runner.query('CREATE INDEX "organizations_trigrams" ON "organizations" USING gin ("name" gin_trgm_ops)');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const index of ['organizations_trigrams', 'organizations_name', 'organizations_created'])
      await runner.query(`DROP INDEX "${index}"`);
  }
}
