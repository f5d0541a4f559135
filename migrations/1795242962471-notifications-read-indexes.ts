import type { MigrationInterface, QueryRunner } from 'typeorm';

export class NotificationsReadIndexes1795242962471 implements MigrationInterface {
  readonly name = 'NotificationsReadIndexes1795242962471';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX "notifications_read_created" ON "notifications"  ("created_at") WHERE is_read`);
    await runner.query(`CREATE INDEX "notifications_read" ON "notifications"  ("user_id", "seq") WHERE is_read`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "public"."notifications_read"`);
    await runner.query(`DROP INDEX "public"."notifications_read_created"`);
  }
}
