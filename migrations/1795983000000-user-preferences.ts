import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How people want their pages and notices. */
export class UserPreferences1795983000000 implements MigrationInterface {
  readonly name = 'UserPreferences1795983000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "user_preferences" ("user_id" uuid NOT NULL, "preferences" jsonb NOT NULL, CONSTRAINT "user_preferences_pkey" PRIMARY KEY ("user_id"))`,
    );
    await runner.query(
      `ALTER TABLE "user_preferences" ADD CONSTRAINT "user_preferences_user_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "user_preferences"`);
  }
}
