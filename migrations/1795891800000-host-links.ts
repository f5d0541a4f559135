import type { MigrationInterface, QueryRunner } from 'typeorm';

export class HostLinks1795891800000 implements MigrationInterface {
  readonly name = 'HostLinks1795891800000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "booking_host_links" ("booking_id" uuid NOT NULL, "user_id" uuid NOT NULL, "email" citext NOT NULL, "hash" character(64) NOT NULL, "sealed_secret" text NOT NULL, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "booking_host_links_hash_key" UNIQUE ("hash"), CONSTRAINT "booking_host_links_pkey" PRIMARY KEY ("booking_id", "user_id"))`,
    );
    await runner.query(`CREATE INDEX "booking_host_links_user" ON "booking_host_links" ("user_id")`);
    await runner.query(
      `ALTER TABLE "booking_host_links" ADD CONSTRAINT "booking_host_links_booking_fkey" FOREIGN KEY ("booking_id") REFERENCES "bookings"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "booking_host_links" ADD CONSTRAINT "booking_host_links_user_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "booking_host_links"`);
  }
}
