import type { MigrationInterface, QueryRunner } from 'typeorm';

export class WaitlistWishes1795279854123 implements MigrationInterface {
  readonly name = 'WaitlistWishes1795279854123';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "waitlist_entries" ADD "obstacle" character varying(30)`);
    await runner.query(`ALTER TABLE "waitlist_entries" DROP CONSTRAINT "waitlist_entries_status_check"`);
    await runner.query(
      `ALTER TABLE "waitlist_entries" ADD CONSTRAINT "waitlist_entries_status_check" CHECK (status IN ('waiting', 'offered', 'accepted', 'expired', 'left', 'passed_over'))`,
    );
    await runner.query(
      `ALTER TABLE "waitlist_entries" ADD CONSTRAINT "waitlist_entries_passed_over_check" CHECK ((status = 'passed_over') = (obstacle IS NOT NULL))`,
    );
    await runner.query(
      `ALTER TABLE "waitlist_entries" ADD CONSTRAINT "waitlist_entries_obstacle_check" CHECK (obstacle IN ('event_type_archived', 'duration_not_offered', 'seats_not_offered', 'answers_not_valid'))`,
    );
    // Of the wishes of one person for the same time the oldest stays; what is kept for the others lapses.
    await runner.query(
      `UPDATE waitlist_entries e SET status = 'left', hold_id = NULL
       WHERE e.status IN ('waiting', 'offered') AND EXISTS (
         SELECT 1 FROM waitlist_entries o
         WHERE o.event_type_id = e.event_type_id AND o.status IN ('waiting', 'offered')
           AND coalesce(o.attendee_email, o.user_id::text) = coalesce(e.attendee_email, e.user_id::text)
           AND tstzrange(o.range_start, o.range_end) && tstzrange(e.range_start, e.range_end)
           AND (o.created_at, o.id) < (e.created_at, e.id))`,
    );
    await runner.query(
      `ALTER TABLE "waitlist_entries" ADD CONSTRAINT "waitlist_entries_one_wish" EXCLUDE USING gist (event_type_id WITH =, coalesce(attendee_email, user_id::text) WITH =, tstzrange(range_start, range_end) WITH &&) WHERE (status IN ('waiting', 'offered'))`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "waitlist_entries" DROP CONSTRAINT "waitlist_entries_one_wish"`);
    await runner.query(`ALTER TABLE "waitlist_entries" DROP CONSTRAINT "waitlist_entries_obstacle_check"`);
    await runner.query(`ALTER TABLE "waitlist_entries" DROP CONSTRAINT "waitlist_entries_passed_over_check"`);
    await runner.query(`ALTER TABLE "waitlist_entries" DROP COLUMN "obstacle"`);
    await runner.query(`UPDATE waitlist_entries SET status = 'left' WHERE status = 'passed_over'`);
    await runner.query(`ALTER TABLE "waitlist_entries" DROP CONSTRAINT "waitlist_entries_status_check"`);
    await runner.query(
      `ALTER TABLE "waitlist_entries" ADD CONSTRAINT "waitlist_entries_status_check" CHECK (status IN ('waiting', 'offered', 'accepted', 'expired', 'left'))`,
    );
  }
}
