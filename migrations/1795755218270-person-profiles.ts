import type { MigrationInterface, QueryRunner } from 'typeorm';

const SEARCHED = ['name', 'first_name', 'last_name', '(email::text)'];

/** First and last names beside the shown one, found by parts as it is, and what people say of themselves. */
export class PersonProfiles1795755218270 implements MigrationInterface {
  readonly name = 'PersonProfiles1795755218270';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "users" ADD "first_name" varchar(49), ADD "last_name" varchar(49)');
    await indexNames(runner, SEARCHED);
    await runner.query(
      `CREATE TABLE "user_profiles" (
         "user_id" uuid NOT NULL,
         "bio" varchar(2000),
         "avatar" varchar(2000),
         "location" varchar(200),
         CONSTRAINT "user_profiles_pkey" PRIMARY KEY ("user_id"),
         CONSTRAINT "user_profiles_user_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "user_profiles"');
    await indexNames(runner, ['name', '(email::text)']);
    await runner.query('ALTER TABLE "users" DROP "first_name", DROP "last_name"');
  }
}

async function indexNames(runner: QueryRunner, columns: readonly string[]): Promise<void> {
  await runner.query('DROP INDEX "users_trigrams"');
  await runner.query(
    `CREATE INDEX "users_trigrams" ON "users" USING gin (${columns.map((column) => `${column} gin_trgm_ops`).join(', ')})`,
  );
}
