import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever was shown the secret of a client; it ends with their right to it. Of those of before nobody knows who that is. */
export class KnownClientSecrets1796000900000 implements MigrationInterface {
  readonly name = 'KnownClientSecrets1796000900000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "oneroster_clients" ADD "secret_known_to" uuid');
    await runner.query('ALTER TABLE "oneroster_clients" ALTER COLUMN "secret_hash" DROP NOT NULL');
    await runner.query(
      'CREATE INDEX "oneroster_clients_knower" ON "oneroster_clients" ("secret_known_to") WHERE secret_known_to IS NOT NULL',
    );
    await runner.query(
      'ALTER TABLE "oneroster_clients" ADD CONSTRAINT "oneroster_clients_knower_fkey" FOREIGN KEY ("secret_known_to") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE NO ACTION',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "oneroster_clients" DROP CONSTRAINT "oneroster_clients_knower_fkey"');
    await runner.query('DROP INDEX "oneroster_clients_knower"');
    await runner.query('DELETE FROM "oneroster_clients" WHERE secret_hash IS NULL');
    await runner.query('ALTER TABLE "oneroster_clients" ALTER COLUMN "secret_hash" SET NOT NULL');
    await runner.query('ALTER TABLE "oneroster_clients" DROP COLUMN "secret_known_to"');
  }
}
