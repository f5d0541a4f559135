import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SuccessRedirects1795940100000 implements MigrationInterface {
  readonly name = 'SuccessRedirects1795940100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "event_types" ADD "success_redirect_url" character varying(2000)`);
    await runner.query(`ALTER TABLE "event_types" ADD "redirects_with_booking" boolean NOT NULL DEFAULT false`);
    await runner.query(`ALTER TABLE "event_types" ADD "redirects_in_frames" boolean NOT NULL DEFAULT false`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "event_types" DROP COLUMN "redirects_in_frames"`);
    await runner.query(`ALTER TABLE "event_types" DROP COLUMN "redirects_with_booking"`);
    await runner.query(`ALTER TABLE "event_types" DROP COLUMN "success_redirect_url"`);
  }
}
