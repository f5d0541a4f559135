import type { MigrationInterface, QueryRunner } from 'typeorm';

const START = `to_char(b.starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Who of a booking was told what, as far as its history says, of bookings that are not over. */
export class BookingRecipients1795726174123 implements MigrationInterface {
  readonly name = 'BookingRecipients1795726174123';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "booking_recipients" ("id" uuid NOT NULL DEFAULT uuidv7(), "booking_id" uuid NOT NULL, "user_id" uuid, "email" citext, "name" character varying(100), "holds" character varying(20) NOT NULL, "sequence" integer NOT NULL, "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "booking_recipients_email_key" UNIQUE ("booking_id", "email"), CONSTRAINT "booking_recipients_user_key" UNIQUE ("booking_id", "user_id"), CONSTRAINT "booking_recipients_holds_check" CHECK (holds IN ('nothing', 'request', 'invitation')), CONSTRAINT "booking_recipients_person_check" CHECK (num_nonnulls(user_id, email) = 1), CONSTRAINT "booking_recipients_pkey" PRIMARY KEY ("id"))`,
    );
    // Before the indexes and references, which are faster to make afterwards. Of a request that was confirmed before, the
    // history tells; whoever came to it since holds nothing.
    await runner.query(
      `INSERT INTO booking_recipients (booking_id, user_id, email, name, holds, sequence)
       SELECT DISTINCT ON (b.id, p.user_id, p.email) b.id, p.user_id, p.email, p.name,
         CASE WHEN b.status = 'confirmed' OR p.since < c.confirmed_at THEN 'invitation'
              WHEN p.role <> 'attendee' THEN 'request' ELSE 'nothing' END, b.sequence
       FROM bookings b
       LEFT JOIN LATERAL (
         SELECT max(h.created_at) AS confirmed_at FROM booking_history h
         WHERE b.status = 'pending' AND h.booking_id = b.id AND h.action = 'confirmed') c ON true
       CROSS JOIN LATERAL (
         SELECT b.organizer_id AS user_id, NULL::citext AS email, NULL::varchar AS name, 'organizer' AS role,
           coalesce((SELECT max(h.created_at) FROM booking_history h WHERE h.booking_id = b.id AND h.action = 'reassigned'),
             b.created_at) AS since
         UNION ALL
         SELECT a.user_id, a.email, a.name, a.role, a.created_at FROM booking_attendees a
         WHERE a.booking_id = b.id AND num_nonnulls(a.user_id, a.email) = 1) p
       WHERE b.status IN ('pending', 'confirmed') AND b.ends_at > now() AND b.series_id IS NULL
       ORDER BY b.id, p.user_id, p.email, p.role = 'organizer' DESC`,
    );
    await runner.query(
      `CREATE INDEX "booking_recipients_done" ON "booking_recipients"  ("updated_at") WHERE holds = 'nothing'`,
    );
    await runner.query(
      `CREATE INDEX "booking_recipients_email" ON "booking_recipients"  ("email") WHERE email IS NOT NULL`,
    );
    await runner.query(
      `CREATE INDEX "booking_recipients_user" ON "booking_recipients"  ("user_id") WHERE user_id IS NOT NULL`,
    );
    await runner.query(
      `ALTER TABLE "booking_recipients" ADD CONSTRAINT "booking_recipients_booking_fkey" FOREIGN KEY ("booking_id") REFERENCES "bookings"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "booking_recipients" ADD CONSTRAINT "booking_recipients_user_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    // Reminders that wait are for a start now, no longer for a sequence.
    await runner.query(
      `UPDATE outbox_messages m SET payload = (m.payload - 'sequence') || jsonb_build_object('start', ${START})
       FROM bookings b
       WHERE m.name = 'booking.reminder_due' AND m.published_at IS NULL AND b.id = (m.payload->>'bookingId')::uuid
         AND b.sequence = (m.payload->>'sequence')::int`,
    );
    await runner.query(
      `DELETE FROM outbox_messages m
       WHERE m.name = 'booking.reminder_due' AND m.published_at IS NULL AND m.payload ? 'sequence'`,
    );
    // So are the ends of requests; every request gets one, also those that were moved or given to others.
    await runner.query(`DELETE FROM outbox_messages WHERE name = 'bookings.lapse-request' AND published_at IS NULL`);
    await runner.query(
      `INSERT INTO outbox_messages (name, payload, available_at)
       SELECT 'bookings.lapse-request', jsonb_build_object('bookingId', b.id, 'start', ${START}), b.starts_at
       FROM bookings b WHERE b.status = 'pending'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `UPDATE outbox_messages m SET payload = (m.payload - 'start') || jsonb_build_object('sequence', b.sequence)
       FROM bookings b
       WHERE m.name IN ('booking.reminder_due', 'bookings.lapse-request') AND m.published_at IS NULL
         AND b.id = (m.payload->>'bookingId')::uuid`,
    );
    await runner.query(`DROP TABLE "booking_recipients"`);
  }
}
