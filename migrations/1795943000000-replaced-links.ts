import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ReplacedLinks1795943000000 implements MigrationInterface {
  readonly name = 'ReplacedLinks1795943000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "booking_replaced_links" ("hash" character(64) NOT NULL, "booking_id" uuid NOT NULL, "user_id" uuid, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "booking_replaced_links_pkey" PRIMARY KEY ("hash"))`,
    );
    await runner.query(`CREATE INDEX "booking_replaced_links_booking" ON "booking_replaced_links" ("booking_id")`);
    await runner.query(`CREATE INDEX "booking_replaced_links_user" ON "booking_replaced_links" ("user_id")`);
    await runner.query(
      `ALTER TABLE "booking_replaced_links" ADD CONSTRAINT "booking_replaced_links_booking_fkey" FOREIGN KEY ("booking_id") REFERENCES "bookings"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "booking_replaced_links" ADD CONSTRAINT "booking_replaced_links_user_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "booking_replaced_links"`);
  }
}
