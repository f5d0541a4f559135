import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SearchIndexes1795726973095 implements MigrationInterface {
  readonly name = 'SearchIndexes1795726973095';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX "bookings_bookable_ids" ON "bookings" USING gin ("bookable_ids")');
    await runner.query(
      'CREATE INDEX "users_trigrams" ON "users" USING gin ("name" gin_trgm_ops, ("email"::text) gin_trgm_ops)',
    );
    await runner.query(
      `CREATE INDEX "users_staff" ON "users"  ("role", "created_at", "id") WHERE role <> 'user' AND erased_at IS NULL`,
    );
    await runner.query(
      'CREATE INDEX "users_inactive" ON "users"  ("created_at", "id") WHERE NOT is_active AND erased_at IS NULL',
    );
    await runner.query(
      'CREATE INDEX "users_unverified" ON "users"  ("created_at", "id") WHERE email_verified_at IS NULL AND erased_at IS NULL',
    );
    await runner.query('CREATE INDEX "notifications_type" ON "notifications"  ("user_id", "type", "seq") ');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of [
      'notifications_type',
      'users_unverified',
      'users_inactive',
      'users_staff',
      'users_trigrams',
      'bookings_bookable_ids',
    ])
      await runner.query(`DROP INDEX "${name}"`);
  }
}
