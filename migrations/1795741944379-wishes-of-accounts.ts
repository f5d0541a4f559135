import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Only whoever is signed in is told that they wait already: an address alone must not tell who waits for what. */
export class WishesOfAccounts1795741944379 implements MigrationInterface {
  readonly name = 'WishesOfAccounts1795741944379';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "waitlist_entries" DROP CONSTRAINT "waitlist_entries_one_wish"`);
    await runner.query(
      `ALTER TABLE "waitlist_entries" ADD CONSTRAINT "waitlist_entries_one_wish" EXCLUDE USING gist (event_type_id WITH =, user_id WITH =, coalesce(attendee_email, '') WITH =, tstzrange(range_start, range_end) WITH &&) WHERE (user_id IS NOT NULL AND status IN ('waiting', 'offered'))`,
    );
  }

  /** Of several wishes for one address the first stays. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `UPDATE "waitlist_entries" e SET status = 'left' WHERE status IN ('waiting', 'offered') AND EXISTS (
         SELECT FROM "waitlist_entries" o
         WHERE o.event_type_id = e.event_type_id AND o.status IN ('waiting', 'offered')
           AND coalesce(o.attendee_email, o.user_id::text) = coalesce(e.attendee_email, e.user_id::text)
           AND tstzrange(o.range_start, o.range_end) && tstzrange(e.range_start, e.range_end)
           AND (o.created_at, o.id) < (e.created_at, e.id))`,
    );
    await runner.query(`ALTER TABLE "waitlist_entries" DROP CONSTRAINT "waitlist_entries_one_wish"`);
    await runner.query(
      `ALTER TABLE "waitlist_entries" ADD CONSTRAINT "waitlist_entries_one_wish" EXCLUDE USING gist (event_type_id WITH =, coalesce(attendee_email, user_id::text) WITH =, tstzrange(range_start, range_end) WITH &&) WHERE (status IN ('waiting', 'offered'))`,
    );
  }
}
