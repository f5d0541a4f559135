import type { MigrationInterface, QueryRunner } from 'typeorm';

export class WebhookMakers1795727674949 implements MigrationInterface {
  readonly name = 'WebhookMakers1795727674949';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "webhooks" ADD "responsible_id" uuid`);
    await runner.query(`UPDATE "webhooks" SET responsible_id = user_id`);
    await runner.query(
      `ALTER TABLE "webhooks" ADD CONSTRAINT "webhooks_responsible_fkey" FOREIGN KEY ("responsible_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "webhooks" DROP CONSTRAINT "webhooks_responsible_fkey"`);
    await runner.query(`ALTER TABLE "webhooks" DROP COLUMN "responsible_id"`);
  }
}
