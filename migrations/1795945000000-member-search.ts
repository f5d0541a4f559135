import type { MigrationInterface, QueryRunner } from 'typeorm';

export class MemberSearch1795945000000 implements MigrationInterface {
  readonly name = 'MemberSearch1795945000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE INDEX "organization_invitations_trigrams" ON "organization_invitations" USING gin (("email"::text) gin_trgm_ops)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "organization_invitations_trigrams"');
  }
}
