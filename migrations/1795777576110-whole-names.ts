import type { MigrationInterface, QueryRunner } from 'typeorm';

const SEARCHED = ['name', 'first_name', 'last_name', '(email::text)'];

/** Who has chosen another name is found by first and last name together as well. */
export class WholeNames1795777576110 implements MigrationInterface {
  readonly name = 'WholeNames1795777576110';

  async up(runner: QueryRunner): Promise<void> {
    await indexNames(runner, [...SEARCHED, `((first_name || ' ' || last_name))`]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await indexNames(runner, SEARCHED);
  }
}

async function indexNames(runner: QueryRunner, columns: readonly string[]): Promise<void> {
  await runner.query('DROP INDEX "users_trigrams"');
  await runner.query(
    `CREATE INDEX "users_trigrams" ON "users" USING gin (${columns.map((column) => `${column} gin_trgm_ops`).join(', ')})`,
  );
}
