import type { MigrationInterface, QueryRunner } from 'typeorm';

export class WaitlistsOfHosts1795944000000 implements MigrationInterface {
  readonly name = 'WaitlistsOfHosts1795944000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "waitlist_entries" DROP CONSTRAINT "waitlist_entries_status_check"`);
    await runner.query(
      `ALTER TABLE "waitlist_entries" ADD CONSTRAINT "waitlist_entries_status_check" CHECK (status IN ('waiting', 'offered', 'accepted', 'expired', 'left', 'removed', 'passed_over'))`,
    );
    await runner.query(`DROP INDEX "waitlist_entries_queue"`);
    await runner.query(
      `CREATE INDEX "waitlist_entries_queue" ON "waitlist_entries" ("event_type_id", "status", "created_at", "id")`,
    );
    await runner.query(
      `CREATE INDEX "waitlist_entries_type_created" ON "waitlist_entries" ("event_type_id", "created_at", "id")`,
    );
    // The end of its range has been a message since: those from before get theirs.
    await runner.query(
      `INSERT INTO outbox_messages (name, payload, available_at, is_in_line)
       SELECT 'waitlist.lapse-offer', jsonb_build_object('entryId', id), range_end, false
       FROM waitlist_entries WHERE status = 'waiting'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`UPDATE waitlist_entries SET status = 'left' WHERE status = 'removed'`);
    await runner.query(`DROP INDEX "waitlist_entries_type_created"`);
    await runner.query(`DROP INDEX "waitlist_entries_queue"`);
    await runner.query(
      `CREATE INDEX "waitlist_entries_queue" ON "waitlist_entries" ("event_type_id", "created_at", "id") WHERE status = 'waiting'`,
    );
    await runner.query(`ALTER TABLE "waitlist_entries" DROP CONSTRAINT "waitlist_entries_status_check"`);
    await runner.query(
      `ALTER TABLE "waitlist_entries" ADD CONSTRAINT "waitlist_entries_status_check" CHECK (status IN ('waiting', 'offered', 'accepted', 'expired', 'left', 'passed_over'))`,
    );
  }
}
