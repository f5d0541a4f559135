import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ListIndexes1795875069181 implements MigrationInterface {
  readonly name = 'ListIndexes1795875069181';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "booking_series_organization"`);
    await runner.query(`DROP INDEX "webhook_deliveries_waiting"`);
    await runner.query(
      `CREATE INDEX "erasures_unfinished" ON "erasures" ("status", "created_at", "id") WHERE status <> 'done'`,
    );
    await runner.query(
      `CREATE INDEX "booking_series_organization_title" ON "booking_series" ("organization_id", "title", "id") WHERE organization_id IS NOT NULL`,
    );
    await runner.query(
      `CREATE INDEX "booking_series_organization_updated" ON "booking_series" ("organization_id", "updated_at", "id") WHERE organization_id IS NOT NULL`,
    );
    await runner.query(
      `CREATE INDEX "booking_series_organization_created" ON "booking_series" ("organization_id", "created_at", "id") WHERE organization_id IS NOT NULL`,
    );
    await runner.query(
      `CREATE INDEX "booking_series_organization_cancelled" ON "booking_series" ("organization_id", "created_at", "id") WHERE organization_id IS NOT NULL AND status = 'cancelled'`,
    );
    await runner.query(
      `CREATE INDEX "webhook_deliveries_undelivered" ON "webhook_deliveries" ("webhook_id", "status", "created_at", "id") WHERE status <> 'delivered'`,
    );
    await runner.query(
      `CREATE INDEX "webhook_deliveries_event" ON "webhook_deliveries" ("webhook_id", "event", "created_at", "id")`,
    );
    await runner.query(
      `CREATE INDEX "bookings_organization_status_start" ON "bookings" ("organization_id", "status", "starts_at", "id") WHERE organization_id IS NOT NULL AND status <> 'confirmed'`,
    );
    await runner.query(
      `CREATE INDEX "bookings_organization_updated" ON "bookings" ("organization_id", "updated_at", "id") WHERE organization_id IS NOT NULL`,
    );
    await runner.query(
      `CREATE INDEX "bookings_organization_created" ON "bookings" ("organization_id", "created_at", "id") WHERE organization_id IS NOT NULL`,
    );
    await runner.query(
      `CREATE INDEX "bookings_status_start" ON "bookings" ("status", "starts_at", "id") WHERE status <> 'confirmed'`,
    );
    await runner.query(`CREATE INDEX "bookings_updated" ON "bookings" ("updated_at", "id")`);
    await runner.query(`CREATE INDEX "bookings_created" ON "bookings" ("created_at", "id")`);
    await runner.query(
      `CREATE INDEX "organization_invitations_staff" ON "organization_invitations" ("organization_id", "role", "created_at", "id") WHERE role <> 'member'`,
    );
    await runner.query(
      `CREATE INDEX "organization_members_staff" ON "organization_members" ("organization_id", "role", "joined_at", "id") WHERE role <> 'member'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "organization_members_staff"`);
    await runner.query(`DROP INDEX "organization_invitations_staff"`);
    await runner.query(`DROP INDEX "bookings_created"`);
    await runner.query(`DROP INDEX "bookings_updated"`);
    await runner.query(`DROP INDEX "bookings_status_start"`);
    await runner.query(`DROP INDEX "bookings_organization_created"`);
    await runner.query(`DROP INDEX "bookings_organization_updated"`);
    await runner.query(`DROP INDEX "bookings_organization_status_start"`);
    await runner.query(`DROP INDEX "webhook_deliveries_event"`);
    await runner.query(`DROP INDEX "webhook_deliveries_undelivered"`);
    await runner.query(`DROP INDEX "booking_series_organization_cancelled"`);
    await runner.query(`DROP INDEX "booking_series_organization_created"`);
    await runner.query(`DROP INDEX "booking_series_organization_updated"`);
    await runner.query(`DROP INDEX "booking_series_organization_title"`);
    await runner.query(`DROP INDEX "erasures_unfinished"`);
    await runner.query(
      `CREATE INDEX "webhook_deliveries_waiting" ON "webhook_deliveries" USING btree ("webhook_id") WHERE ((status)::text = 'pending'::text)`,
    );
    await runner.query(
      `CREATE INDEX "booking_series_organization" ON "booking_series" USING btree ("organization_id") WHERE (organization_id IS NOT NULL)`,
    );
  }
}
